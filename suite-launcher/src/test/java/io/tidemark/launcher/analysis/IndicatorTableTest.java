package io.tidemark.launcher.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.strategy.RuleException;
import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Timeframe;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IndicatorTableTest {

  private static List<Bar> bars(int count) {
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Price price = new Price(BigDecimal.valueOf(100 + i));
      bars.add(
          new Bar(
              Timeframe.M1,
              Instant.parse("2024-01-01T00:00:00Z").plusSeconds(60L * i),
              price,
              price,
              price,
              price,
              Quantity.of("2"),
              null,
              null,
              null,
              null,
              null,
              Completeness.COMPLETE,
              BarSource.VENUE_CANDLE,
              0));
    }
    return bars;
  }

  private static List<String> lines(String list, int count) throws IOException {
    StringBuilder text = new StringBuilder();
    new IndicatorTable(Timeframe.M1, list).write(bars(count), text);
    return text.toString().lines().toList();
  }

  @Test
  void writesARowABarWithEmptyCellsWhileItWarmsUp() throws IOException {
    assertThat(lines("sma(3), close", 4))
        .containsExactly(
            "timestamp,sma(3),close",
            "1704067200000,,100.0",
            "1704067260000,,101.0",
            "1704067320000,101.0,102.0",
            "1704067380000,102.0,103.0");
  }

  @Test
  void givesEachValueOfAnIndicatorAColumn() throws IOException {
    assertThat(lines("macd(2,3,2),macd(2,3,2).signal,ema(volume,2)", 1).getFirst())
        .isEqualTo(
            "timestamp,\"macd(2,3,2)\",\"macd(2,3,2).macd\",\"macd(2,3,2).signal\",\"macd(2,3,2).histogram\","
                + "\"macd(2,3,2).signal\",\"ema(volume,2)\"");
  }

  @Test
  void takesExpressions() throws IOException {
    assertThat(lines("macd(2,3,2)+macd(2,3,2),close-close[1]", 3))
        .last()
        .asString()
        .endsWith(",1.0");
  }

  @Test
  void tellsWhatIsNoIndicator() {
    assertThatThrownBy(() -> new IndicatorTable(Timeframe.M1, "sma(3),nonsense(4)"))
        .isInstanceOf(RuleException.class)
        .hasMessageContaining("nonsense");
    assertThatThrownBy(() -> new IndicatorTable(Timeframe.M1, " , "))
        .hasMessageContaining("must not be empty");
  }
}
