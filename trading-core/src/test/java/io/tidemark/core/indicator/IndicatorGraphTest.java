package io.tidemark.core.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.model.Timeframe;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class IndicatorGraphTest {

  private final IndicatorCatalogue catalogue = IndicatorCatalogue.standard();
  private final IndicatorGraph graph = new IndicatorGraph(Timeframe.M1);
  private final IndicatorDefinition sma = catalogue.find("sma").orElseThrow();
  private final IndicatorDefinition macd = catalogue.find("macd").orElseThrow();

  @Test
  void givesTheSameSeriesToAllWhoAskForEqualOnes() {
    Series first = graph.indicator(sma, 20);
    Series second = graph.indicator(sma, graph.field(BarField.CLOSE), null, 20);

    assertThat(second).isSameAs(first);
    assertThat(first.key()).isEqualTo("sma(20)");
    assertThat(graph.indicator(sma, graph.field(BarField.VOLUME), null, 20).key())
        .isEqualTo("sma(volume,20)");
  }

  @Test
  void givesEachValueOfAManyValuedIndicator() {
    Series signal = graph.indicator(macd, null, "signal", 2, 3, 2);

    assertThat(signal.key()).isEqualTo("macd(2,3,2).signal");
    assertThat(signal.warmUp()).isEqualTo(4);
    assertThat(graph.indicator(macd, 2, 3, 2).key()).isEqualTo("macd(2,3,2).macd");
    assertThatThrownBy(() -> graph.indicator(macd, null, "sgnal", 2, 3, 2))
        .hasMessageContaining("macd, signal, histogram");
    assertThatThrownBy(() -> graph.indicator(sma, null, "signal", 2))
        .hasMessageContaining("one value only");
  }

  @Test
  void chainsIndicatorsAndAddsTheirWarmUps() {
    Series inner = graph.indicator(sma, 2);
    Series outer = graph.indicator(sma, inner, null, 3);

    assertThat(outer.key()).isEqualTo("sma(sma(2),3)");
    assertThat(outer.warmUp()).isEqualTo(4);
    for (int i = 0; i < 3; i++) {
      graph.step(Bars.minute(i, "" + (i + 1)));
      assertThat(outer.value()).isNaN();
    }
    graph.step(Bars.minute(3, "4"));
    assertThat(outer.value()).isEqualTo(2.5);
  }

  @Test
  void remembersAsManyBarsAsAsked() {
    Series close = graph.field(BarField.CLOSE);
    graph.remember(close, 2);
    graph.step(Bars.minute(0, "10"));
    graph.step(Bars.minute(1, "11"));

    assertThat(close.value(2)).isNaN();
    graph.step(Bars.minute(2, "12"));
    graph.step(Bars.minute(3, "13"));

    assertThat(close.value()).isEqualTo(13);
    assertThat(close.value(1)).isEqualTo(12);
    assertThat(close.value(2)).isEqualTo(11);
  }

  @Test
  void restsAtABarThatLacksTheInput() {
    Series vwap = graph.indicator(sma, graph.field(BarField.VWAP), null, 1);
    graph.step(Bars.minute(0, "10"));

    assertThat(vwap.value()).isNaN();
    assertThat(vwap.fields()).containsExactly(BarField.VWAP);
  }

  @Test
  void refusesNewSeriesOnceBarsHaveCome() {
    Series known = graph.indicator(sma, 20);
    graph.step(Bars.minute(0, "10"));

    assertThat(graph.indicator(sma, 20)).isSameAs(known);
    assertThatThrownBy(() -> graph.indicator(sma, 21))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("sma(21)");
  }

  @Test
  void showsTheBarOfAnotherTimeframeThatClosesAtTheSameInstant() {
    IndicatorGraphs graphs = new IndicatorGraphs(catalogue);
    Series five = graphs.graph(Timeframe.M5).field(BarField.CLOSE);
    Series seen = graphs.sampled(Timeframe.M1, five, 0);
    Series before = graphs.sampled(Timeframe.M1, five, 1);
    Instant start = Instant.parse("2024-01-01T00:00:00Z");

    graphs.step(List.of(Bars.minute(3, "1")));
    assertThat(seen.value()).isNaN();
    graphs.step(List.of(Bars.minute(4, "2"), Bars.bar(Timeframe.M5, start, "50")));
    assertThat(seen.value()).isEqualTo(50);
    graphs.step(List.of(Bars.minute(5, "3")));
    assertThat(seen.value()).isEqualTo(50);
    graphs.step(List.of(Bars.minute(9, "4"), Bars.bar(Timeframe.M5, start.plusSeconds(300), "60")));

    assertThat(seen.value()).isEqualTo(60);
    assertThat(before.value()).isEqualTo(50);
    assertThat(before.key()).isEqualTo("close[1]@5m");
  }
}
