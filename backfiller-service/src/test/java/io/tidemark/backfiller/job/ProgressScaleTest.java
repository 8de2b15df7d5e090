package io.tidemark.backfiller.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressScaleTest {

  @Test
  void neverGoesBackWhereTradesFollowTheCandles() {
    assertThat(
            List.of(
                ProgressScale.percent(Phase.WAITING, true, 0),
                ProgressScale.percent(Phase.CANDLES, true, 0),
                ProgressScale.percent(Phase.CANDLES, true, 1),
                ProgressScale.percent(Phase.TRADES, true, 0),
                ProgressScale.percent(Phase.TRADES, true, 0.5),
                ProgressScale.percent(Phase.TRADES, true, 1),
                ProgressScale.percent(Phase.COMPLETING, true, 0),
                ProgressScale.percent(Phase.DONE, true, 0)))
        .isSorted()
        .endsWith(99.0, 100.0);
  }

  @Test
  void followsTheCandlesWhereNothingElseIsRead() {
    assertThat(ProgressScale.percent(Phase.CANDLES, false, 0.5)).isBetween(45.0, 55.0);
    assertThat(ProgressScale.percent(Phase.CANDLES, false, 1))
        .isLessThan(ProgressScale.percent(Phase.COMPLETING, false, 0));
  }
}
