package io.tidemark.core.check;

import io.tidemark.core.check.LookAheadReport.Alteration;
import io.tidemark.core.check.LookAheadReport.Difference;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyRegistry;
import io.tidemark.model.Bar;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.StrategyDecision;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks for decisions that rest on the future: at many points of history, what comes after is cut
 * off, raised and lowered, and every decision up to there must stay exactly what it was, with its
 * type, figures, values and reasons.
 *
 * <p>The stage shows a strategy closed bars only, one after the other. One that looks ahead must
 * have got the bars elsewhere, so each run tells the registry the bars it is over.
 */
public final class LookAheadCheck {

  /** How often history is cut, unless said otherwise. */
  public static final int DEFAULT_CUTS = 20;

  private static final BigDecimal HIGHER = new BigDecimal("1.1");
  private static final BigDecimal LOWER = new BigDecimal("0.9");
  private static final BigDecimal MORE = new BigDecimal("2");
  private static final BigDecimal LESS = new BigDecimal("0.5");

  private final StrategyDefinition definition;
  private final Function<List<BarsClosed>, StrategyRegistry> strategies;

  /** A check of a strategy that is handed no bars but those it is shown. */
  public LookAheadCheck(StrategyDefinition definition, StrategyRegistry registry) {
    this(definition, _ -> registry);
  }

  /**
   * @param strategies where the strategy is found, for a run over the given bars
   */
  public LookAheadCheck(
      StrategyDefinition definition, Function<List<BarsClosed>, StrategyRegistry> strategies) {
    this.definition = definition;
    this.strategies = strategies;
  }

  /**
   * Checks over a history.
   *
   * @param history messages in order, longer than the strategy's warm-up
   * @param cuts how often it is cut, 1 or above
   * @throws IllegalArgumentException if the history is too short for that
   */
  public LookAheadReport run(List<BarsClosed> history, int cuts) {
    CheckedRun run = new CheckedRun(definition);
    if (cuts < 1 || history.size() <= cuts) {
      throw new IllegalArgumentException(
          "history must be longer than the %d cuts, which must be 1 or more, was %d"
              .formatted(cuts, history.size()));
    }
    int warmUp = run.warmUp(strategies.apply(history), history.getFirst());
    if (history.size() <= warmUp + cuts) {
      throw new IllegalArgumentException(
          "history must be longer than the warm-up of %s and a bar a cut, %d, was %d"
              .formatted(definition.id(), warmUp + cuts, history.size()));
    }
    SortedMap<Instant, StrategyDecision> whole = run.decisions(strategies.apply(history), history);
    Difference first = null;
    for (int i = 1; i <= cuts && first == null; i++) {
      int last = warmUp + (int) ((history.size() - 2L - warmUp) * i / cuts);
      for (Alteration alteration : Alteration.values()) {
        if (first == null) {
          first = difference(run, whole, history, last, alteration);
        }
      }
    }
    return new LookAheadReport(definition.id(), whole.size(), cuts, first);
  }

  private @Nullable Difference difference(
      CheckedRun run,
      SortedMap<Instant, StrategyDecision> whole,
      List<BarsClosed> history,
      int last,
      Alteration alteration) {
    List<BarsClosed> altered = altered(history, last, alteration);
    Instant cut = history.get(last).closeTime();
    Map<Instant, StrategyDecision> seen =
        run.decisions(strategies.apply(altered), altered.subList(0, last + 1));
    for (Map.Entry<Instant, StrategyDecision> entry : seen.entrySet()) {
      StrategyDecision before = whole.get(entry.getKey());
      if (before != null && !before.equals(entry.getValue())) {
        String what = CheckedRun.difference(before, entry.getValue());
        return new Difference(
            cut, alteration, entry.getKey(), what == null ? "figures or reasons changed" : what);
      }
    }
    return null;
  }

  private static List<BarsClosed> altered(
      List<BarsClosed> history, int last, Alteration alteration) {
    List<BarsClosed> kept = history.subList(0, last + 1);
    List<BarsClosed> after = history.subList(last + 1, history.size());
    return switch (alteration) {
      case CUT_OFF -> List.copyOf(kept);
      case RAISED -> joined(kept, after, HIGHER, MORE);
      case LOWERED -> joined(kept, after, LOWER, LESS);
    };
  }

  private static List<BarsClosed> joined(
      List<BarsClosed> kept, List<BarsClosed> after, BigDecimal prices, BigDecimal volume) {
    return Stream.concat(kept.stream(), after.stream().map(bars -> scaled(bars, prices, volume)))
        .toList();
  }

  private static BarsClosed scaled(BarsClosed bars, BigDecimal prices, BigDecimal volume) {
    return new BarsClosed(
        bars.instrument(),
        bars.closeTime(),
        bars.bars().stream().map(bar -> scaled(bar, prices, volume)).toList(),
        bars.correction(),
        bars.microstructure(),
        bars.observedAt());
  }

  private static Bar scaled(Bar bar, BigDecimal prices, BigDecimal volume) {
    Price vwap = bar.vwap();
    Quantity bought = bar.buyVolume();
    return new Bar(
        bar.timeframe(),
        bar.openTime(),
        scaled(bar.open(), prices),
        scaled(bar.high(), prices),
        scaled(bar.low(), prices),
        scaled(bar.close(), prices),
        new Quantity(bar.volume().value().multiply(volume)),
        vwap == null ? null : scaled(vwap, prices),
        bar.trades(),
        bought == null ? null : new Quantity(bought.value().multiply(volume)),
        bar.imbalance(),
        bar.spread(),
        bar.completeness(),
        bar.source(),
        bar.revision());
  }

  private static Price scaled(Price price, BigDecimal factor) {
    return new Price(price.value().multiply(factor));
  }
}
