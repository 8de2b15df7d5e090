package io.tidemark.launcher.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunProgressTest {

  /** 130,000 of 520,000 bars in 2 s: a quarter, 65,000 a second, 390,000 / 65,000 = 6 s left. */
  @Test
  void tellsShareRateAndTimeLeft() {
    assertThat(RunProgress.line(130_000, 520_000, 2))
        .isEqualTo(
            "[#######-----------------------]  25.0 %  130,000 of 520,000 bars  65,000 bars/s  left 00:06");
  }
}
