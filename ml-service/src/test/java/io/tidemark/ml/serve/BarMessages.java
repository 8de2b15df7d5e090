package io.tidemark.ml.serve;

import io.tidemark.core.history.BarComposer;
import io.tidemark.core.indicator.MarketContext;
import io.tidemark.kit.candles.CandleFile;
import io.tidemark.ml.serve.PredictionStage.Input;
import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.testkit.CandleFixtures;
import io.tidemark.testkit.SharedData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Minutes, and the messages that live would have told them in. */
public final class BarMessages {

  static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  private BarMessages() {}

  /** Minutes of October 2024 as recorded. */
  public static List<Bar> recorded(String symbol, int count) {
    try {
      CandleFile file =
          CandleFile.read(
              SharedData.assume("data/ohlcv/1m/binance_%s_1m_2024-10.csv.gz".formatted(symbol)),
              Timeframe.M1);
      return IntStream.range(0, count).mapToObj(file.columns()::bar).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Made-up minutes. */
  public static List<Bar> minutes(long seed, int count) {
    return CandleFixtures.candles(seed, count, START, Duration.ofMinutes(1)).stream()
        .map(
            row ->
                new Bar(
                    Timeframe.M1,
                    row.openTime(),
                    new Price(row.open()),
                    new Price(row.high()),
                    new Price(row.low()),
                    new Price(row.close()),
                    new Quantity(row.volume()),
                    null,
                    null,
                    null,
                    null,
                    null,
                    Completeness.COMPLETE,
                    BarSource.VENUE_CANDLE,
                    0))
        .toList();
  }

  /** A message an instant, the shortest bar first. */
  public static List<BarsClosed> of(
      InstrumentId instrument, List<Bar> minutes, Set<Timeframe> timeframes) {
    SortedMap<Instant, List<Bar>> closing = new TreeMap<>();
    minutes.forEach(bar -> add(bar, closing));
    Instant last = minutes.getLast().closeTime();
    for (Timeframe timeframe : new TreeSet<>(timeframes)) {
      if (timeframe != Timeframe.M1) {
        minutes.stream()
            .collect(
                Collectors.groupingBy(
                    bar -> timeframe.openOf(bar.openTime()), TreeMap::new, Collectors.toList()))
            .values()
            .stream()
            .map(parts -> BarComposer.compose(timeframe, parts))
            .filter(bar -> !bar.closeTime().isAfter(last))
            .forEach(bar -> add(bar, closing));
      }
    }
    List<BarsClosed> messages = new ArrayList<>();
    closing.forEach(
        (closeTime, bars) ->
            messages.add(new BarsClosed(instrument, closeTime, bars, false, closeTime)));
    return messages;
  }

  private static void add(Bar bar, SortedMap<Instant, List<Bar>> closing) {
    closing.computeIfAbsent(bar.closeTime(), _ -> new ArrayList<>()).add(bar);
  }

  /** Made-up minutes of an instrument as messages. */
  static List<BarsClosed> of(InstrumentId instrument, long seed, int count) {
    return of(instrument, minutes(seed, count), Set.of(Timeframe.M1));
  }

  /** Nothing is known beside the bars. */
  static Input input(BarsClosed bars) {
    return new Input(bars, MarketContext.NONE);
  }

  /** The same at twice the prices, of another revision. */
  static BarsClosed amended(BarsClosed bars, boolean correction) {
    return new BarsClosed(
        bars.instrument(),
        bars.closeTime(),
        bars.bars().stream().map(BarMessages::amended).toList(),
        correction,
        bars.observedAt());
  }

  private static Bar amended(Bar bar) {
    return new Bar(
        bar.timeframe(),
        bar.openTime(),
        twice(bar.open()),
        twice(bar.high()),
        twice(bar.low()),
        twice(bar.close()),
        bar.volume(),
        bar.vwap(),
        bar.trades(),
        bar.buyVolume(),
        bar.imbalance(),
        bar.spread(),
        bar.completeness(),
        bar.source(),
        bar.revision() + 1);
  }

  private static Price twice(Price price) {
    return new Price(price.value().add(price.value()));
  }
}
