package io.tidemark.launcher.optimise;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrialProgressTest {

  /** 50 of 200 in 10 s are 5 a second; of the 100 that are left, 20 s. */
  @Test
  void tellsRateAndTimeLeftByWhatWasRunNow() {
    assertThat(TrialProgress.line(50, 50, 200, 10, 1.25))
        .isEqualTo(
            "[###############---------------]  50.0 %  100 of 200 trials  5.0 trials/s"
                + "  left 00:20  best 1.250");
  }
}
