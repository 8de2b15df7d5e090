package io.tidemark.core.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.tidemark.core.Allocation;
import io.tidemark.model.Bar;
import io.tidemark.model.Microstructure;
import io.tidemark.model.Quantity;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
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

  @Test
  void argumentsLeftOutMeanTheUsualOnes() {
    Series usual = graph.indicator(macd, null, "signal");

    assertThat(usual).isSameAs(graph.indicator(macd, null, "signal", 12, 26, 9));
    assertThat(usual.key()).isEqualTo("macd(12,26,9).signal");
    assertThat(catalogue.find("obv").orElseThrow().needsNoArguments()).isTrue();
    assertThat(sma.needsNoArguments()).isFalse();
  }

  @Test
  void readsTheFieldInPlaceOfTheFirstOnly() {
    IndicatorDefinition rolling = catalogue.find("rolling_vwap").orElseThrow();
    Series typical = graph.indicator(rolling, graph.field(BarField.HLC3), null, 2);

    graph.step(Bars.minute(0, "10"));
    graph.step(Bars.minute(1, "20"));

    assertThat(typical.key()).isEqualTo("rolling_vwap(hlc3,2,2).vwap");
    assertThat(typical.value()).isEqualTo(15);
    assertThat(typical.fields()).containsExactlyInAnyOrder(BarField.HLC3, BarField.VOLUME);
  }

  @Test
  void aSessionNeedsTheBarsOfADay() {
    IndicatorDefinition session = catalogue.find("session_vwap").orElseThrow();
    IndicatorDefinition anchored = catalogue.find("anchored_vwap").orElseThrow();
    IndicatorGraphs graphs = new IndicatorGraphs(catalogue);

    assertThat(graphs.graph(Timeframe.M1).indicator(session).warmUp()).isEqualTo(1_440);
    assertThat(graphs.graph(Timeframe.D3).indicator(session).warmUp()).isEqualTo(1);
    assertThat(graphs.historyFrom()).isNull();
    graphs.graph(Timeframe.M5).indicator(anchored, 20250131);
    graphs.graph(Timeframe.M1).indicator(anchored, 20250130);
    assertThat(graphs.historyFrom()).isEqualTo(Instant.parse("2025-01-30T00:00:00Z"));
  }

  @Test
  void showsTheBookOfTheInstantAndNothingWhereNoneWasSeen() {
    Series imbalance = graph.field(BarField.BOOK_IMBALANCE);
    Series change = graph.field(BarField.DEPTH_CHANGE);
    Series flow = graph.field(BarField.TRADE_FLOW);
    Series score = graph.field(BarField.MICROSTRUCTURE_SCORE);

    graph.step(Bars.minute(0, "10"), MarketContext.of(book("30", "10", "20", "20")));
    assertThat(imbalance.value()).isEqualTo(0.5);
    assertThat(change.value()).isEqualTo(0.25);
    assertThat(flow.value()).isEqualTo(-0.5);
    assertThat(score.value()).isEqualTo((0.4 * -0.5 + 0.35 * 0.5 + 0.25 * 0.25) / 2);

    graph.step(Bars.minute(1, "10"), MarketContext.of(book("30", "10", null, null)));
    assertThat(imbalance.value()).isEqualTo(0.5);
    assertThat(change.value()).isNaN();
    assertThat(score.value()).isNaN();
    graph.step(Bars.minute(2, "10"));
    assertThat(imbalance.value()).isNaN();
  }

  private static Microstructure book(
      String bid, String ask, @Nullable String bidBefore, @Nullable String askBefore) {
    return new Microstructure(
        Quantity.of(bid),
        Quantity.of(ask),
        bidBefore == null ? null : Quantity.of(bidBefore),
        askBefore == null ? null : Quantity.of(askBefore),
        new BigDecimal("0.001"),
        Quantity.of("1"),
        Quantity.of("3"));
  }

  @Test
  void comparesWithBitcoinAndTheSector() {
    Symbol btc = Symbol.parse("BTC/USD");
    Symbol eth = Symbol.parse("ETH/USD");
    Symbol sol = Symbol.parse("SOL/USD");
    IndicatorGraph compared = new IndicatorGraph(Timeframe.M1, new Peers(btc, List.of(eth, sol)));
    Series bitcoin = compared.field(BarField.BTC_CLOSE);
    Series sector = compared.field(BarField.SECTOR_INDEX);
    Series alike = compared.indicator(catalogue.find("btc_correlation").orElseThrow(), 2);

    step(compared, 0, "10", Map.of(btc, 100.0, eth, 50.0));
    assertThat(sector.value()).isEqualTo(100);
    step(compared, 1, "11", Map.of(btc, 110.0, eth, 55.0, sol, 7.0));
    assertThat(sector.value()).isCloseTo(110, offset(1e-9));
    step(compared, 2, "10", Map.of(btc, 100.0, eth, 110.0, sol, 7.0));

    assertThat(bitcoin.value()).isEqualTo(100);
    assertThat(sector.value()).isCloseTo(110 * Math.sqrt(2), offset(1e-9));
    assertThat(alike.value()).isCloseTo(1, offset(1e-9));
    step(compared, 3, "12", Map.of());
    assertThat(bitcoin.value()).isNaN();
    assertThat(alike.value()).isNaN();
  }

  private static void step(
      IndicatorGraph graph, int index, String close, Map<Symbol, Double> closes) {
    graph.step(Bars.minute(index, close), new MarketContext(null, new TreeMap<>(closes)));
  }

  @Test
  void goesOnExactlyFromASavedStateOfPeers() throws IOException {
    Symbol eth = Symbol.parse("ETH/USD");
    Peers peers = new Peers(null, List.of(eth));
    IndicatorGraph whole = new IndicatorGraph(Timeframe.M1, peers);
    IndicatorGraph parted = new IndicatorGraph(Timeframe.M1, peers);
    Series one = whole.field(BarField.SECTOR_INDEX);
    Series other = parted.field(BarField.SECTOR_INDEX);
    step(whole, 0, "1", Map.of(eth, 3.0));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    whole.save(new DataOutputStream(bytes));
    parted.restore(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));

    step(whole, 1, "1", Map.of(eth, 4.0));
    step(parted, 1, "1", Map.of(eth, 4.0));

    assertThat(one.value()).isCloseTo(400.0 / 3, offset(1e-9));
    assertThat(other.value()).isEqualTo(one.value());
  }

  @Test
  void takesABarWithoutAllocation() {
    Symbol eth = Symbol.parse("ETH/USD");
    IndicatorGraph busy = new IndicatorGraph(Timeframe.M1, new Peers(eth, List.of(eth)));
    for (IndicatorDefinition definition : catalogue.definitions()) {
      double[] arguments =
          switch (definition.name()) {
            case "anchored_vwap" -> new double[] {20240101};
            case "arima" -> new double[] {2, 1, 1};
            default -> definition.needsNoArguments() ? new double[0] : new double[] {7};
          };
      busy.indicator(definition, arguments);
    }
    List<Bar> bars =
        IntStream.range(0, 1_000).mapToObj(i -> Bars.minute(i, "" + (100 + i % 17))).toList();
    MarketContext context =
        new MarketContext(book("30", "10", "20", "20"), new TreeMap<>(Map.of(eth, 3.0)));
    int[] next = {0};

    long bytes =
        Allocation.bytesOf(5_000, () -> busy.step(bars.get(next[0]++ % bars.size()), context));

    assertThat(bytes).isLessThan(5_000);
  }
}
