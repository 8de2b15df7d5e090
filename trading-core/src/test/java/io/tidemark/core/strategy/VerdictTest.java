package io.tidemark.core.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VerdictTest {

  @Test
  void letsAnExitForbidTheEntryOfItsOwnDirection() {
    assertThat(Verdict.of(true, false, true, false)).isEqualTo(Verdict.CLOSE_LONG);
    assertThat(Verdict.of(false, true, false, true)).isEqualTo(Verdict.CLOSE_SHORT);
    assertThat(Verdict.of(true, true, true, false)).isEqualTo(Verdict.SELL_CLOSING_LONG);
    assertThat(Verdict.of(true, true, true, true)).isEqualTo(Verdict.CLOSE_BOTH);
  }

  @Test
  void entersOneDirectionOnly() {
    assertThat(Verdict.of(true, false, false, false)).isEqualTo(Verdict.BUY);
    assertThat(Verdict.of(false, true, false, false)).isEqualTo(Verdict.SELL);
    assertThat(Verdict.of(true, false, false, true)).isEqualTo(Verdict.BUY_CLOSING_SHORT);
    assertThat(Verdict.of(true, true, false, false)).isEqualTo(Verdict.CONFLICT);
    assertThat(Verdict.of(false, false, false, false)).isEqualTo(Verdict.HOLD);
  }
}
