package io.tidemark.kit.log;

import io.tidemark.core.indicator.Peers;
import io.tidemark.model.Bar;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bars of an instrument before one of them: from the log of bars as far back as it goes, older
 * ones from the ingestor. Of each timeframe it takes {@value #TIMES} times the bars that the
 * strategies need: of what a recursive average began with, a thousandth is then left where it is
 * Wilder's, and a millionth where it is exponential.
 */
public final class WarmUpHistory {

  /** How many times the bars that strategies need are taken. */
  public static final int TIMES = 8;

  private static final Logger LOG = LoggerFactory.getLogger(WarmUpHistory.class);

  private final LogHistory log;
  private final CandleClient candles;

  /** From a log and, before it begins, from the ingestor. */
  public WarmUpHistory(LogHistory log, CandleClient candles) {
    this.log = log;
    this.candles = candles;
  }

  /**
   * What was before.
   *
   * @param instants the bars in order of their close, an instant once
   * @param ofLog how many of these are as they were delivered
   */
  public record Before(List<BarsClosed> instants, int ofLog) {

    /** When the first of them closed; empty if there is none. */
    public Optional<Instant> from() {
      return instants.isEmpty() ? Optional.empty() : Optional.of(instants.getFirst().closeTime());
    }
  }

  /**
   * @param offset of {@code first} in its partition
   * @param bars how many bars of each timeframe are asked for
   * @param timeframes all that are read; one of which no number is asked gets a few
   */
  public Before before(
      int partition,
      long offset,
      BarsClosed first,
      Map<Timeframe, Integer> bars,
      Set<Timeframe> timeframes) {
    SortedMap<Timeframe, Instant> since = new TreeMap<>();
    for (Timeframe timeframe : timeframes) {
      int count = bars.getOrDefault(timeframe, TIMES);
      since.put(timeframe, first.closeTime().minus(timeframe.nominalLength().multipliedBy(count)));
    }
    return before(partition, offset, first.instrument(), first.closeTime(), since);
  }

  private Before before(
      int partition,
      long offset,
      InstrumentId instrument,
      Instant end,
      SortedMap<Timeframe, Instant> since) {
    Instant oldest = since.values().stream().min(Instant::compareTo).orElse(end);
    List<BarsClosed> delivered =
        log.before(partition, offset, instrument, oldest).stream()
            .filter(one -> one.closeTime().isBefore(end))
            .toList();
    Instant logBegins = delivered.isEmpty() ? end : delivered.getFirst().closeTime();
    List<BarsClosed> instants = new ArrayList<>(older(instrument, since, logBegins));
    instants.addAll(delivered);
    return new Before(instants, delivered.size());
  }

  /**
   * The closes of an instrument's peers at each instant of its past; those not known are absent.
   *
   * @param first the bars it begins with
   */
  public Function<BarsClosed, SortedMap<Symbol, Double>> peers(
      BarsClosed first, Peers peers, Before before) {
    Map<Symbol, NavigableMap<Instant, Double>> closes = new TreeMap<>();
    Instant from = before.from().orElse(first.closeTime());
    Timeframe shortest = first.bars().getFirst().timeframe();
    SortedMap<Timeframe, Instant> since =
        new TreeMap<>(Map.of(shortest, from.minus(shortest.nominalLength())));
    for (Symbol symbol : PeerCloses.symbols(peers)) {
      NavigableMap<Instant, Double> known = new TreeMap<>();
      closes.put(symbol, known);
      if (symbol.equals(first.instrument().symbol())) {
        before.instants().forEach(bars -> known.put(bars.closeTime(), PeerCloses.closeOf(bars)));
      } else {
        InstrumentId peer = new InstrumentId(first.instrument().exchange(), symbol);
        int partition = PeerCloses.partitionOf(peer);
        before(partition, log.end(partition), peer, first.closeTime(), since)
            .instants()
            .forEach(bars -> known.put(bars.closeTime(), PeerCloses.closeOf(bars)));
      }
    }
    return bars -> at(bars.closeTime(), closes);
  }

  private static SortedMap<Symbol, Double> at(
      Instant closeTime, Map<Symbol, NavigableMap<Instant, Double>> closes) {
    SortedMap<Symbol, Double> known = new TreeMap<>();
    closes.forEach(
        (symbol, all) -> {
          Map.Entry<Instant, Double> latest = all.floorEntry(closeTime);
          if (latest != null) {
            known.put(symbol, latest.getValue());
          }
        });
    return known;
  }

  /** Lets go of what is kept of the log. */
  public void release() {
    log.release();
  }

  /** Stored bars that close before {@code end}; without an answer, none. */
  private List<BarsClosed> older(
      InstrumentId instrument, SortedMap<Timeframe, Instant> since, Instant end) {
    SortedMap<Instant, List<Bar>> byClose = new TreeMap<>();
    try {
      for (Map.Entry<Timeframe, Instant> one : since.entrySet()) {
        if (one.getValue().isBefore(end)) {
          candles
              .between(instrument, one.getKey(), one.getValue(), end)
              .forEach(
                  bar -> byClose.computeIfAbsent(bar.closeTime(), _ -> new ArrayList<>()).add(bar));
        }
      }
    } catch (IOException e) {
      LOG.warn(
          "event=warm_up_cut_short instrument={} before={} cause=\"{}\" then=\"decisions are"
              + " BLOCKED with WARMING_UP until enough bars have closed\"",
          instrument,
          end,
          e.getMessage());
      return List.of();
    }
    List<BarsClosed> instants = new ArrayList<>(byClose.size());
    byClose
        .headMap(end)
        .forEach(
            (closeTime, bars) -> {
              bars.sort(Comparator.comparing(Bar::timeframe));
              instants.add(new BarsClosed(instrument, closeTime, bars, false, closeTime));
            });
    return instants;
  }
}
