package io.tidemark.backtester.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.model.Timeframe;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PreparedBacktestTest {

  @Test
  void asksForTheLongestBarsThatAllAreMadeOf() {
    assertThat(PreparedBacktest.longestThatFits(Set.of(Timeframe.M5))).isEqualTo(Timeframe.M5);
    assertThat(PreparedBacktest.longestThatFits(Set.of(Timeframe.M5, Timeframe.H1)))
        .isEqualTo(Timeframe.M5);
    assertThat(PreparedBacktest.longestThatFits(Set.of(Timeframe.H4, Timeframe.H6)))
        .isEqualTo(Timeframe.H2);
    assertThat(PreparedBacktest.longestThatFits(Set.of(Timeframe.W1, Timeframe.MONTH1)))
        .isEqualTo(Timeframe.D1);
  }
}
