package io.tidemark.core.signal;

import io.tidemark.core.history.BarColumns;
import io.tidemark.core.indicator.BarValues;
import io.tidemark.core.indicator.MarketContext;
import io.tidemark.core.indicator.SeriesColumns;
import io.tidemark.core.strategy.StrategyDefinition.Mode;
import io.tidemark.core.strategy.StrategyInput;
import io.tidemark.core.strategy.Verdict;
import io.tidemark.model.Bar;
import io.tidemark.model.Ids;
import io.tidemark.model.SignalType;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.Prediction;
import io.tidemark.model.event.SignalRaised;
import io.tidemark.model.event.StrategyDecision;
import io.tidemark.model.event.StrategyDecision.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ScanStage} over a history, for backtests: the same strategies on the same graphs make
 * the same signals, without decisions being written that nobody reads. Bars are told in time, of an
 * instrument that may be traded, with nothing known beside them but what models foretold. Not safe
 * for use by several threads.
 */
public final class ColumnScan {

  private final ScanStage stage;
  private final BarColumns columns;
  private final ColumnCursor base;
  private final ColumnCursor[] cursors;
  private final Timeframe[] timeframes;
  private final Timeframe[] closing;
  private final BarValues[] values;
  private final Sight[] sights;
  private final boolean showsFurtherBars;
  private final RecordedPredictions predictions;
  private final @Nullable StrategyInput anyInput;
  private final @Nullable BlockVerdicts blocks;
  private int closed;
  private boolean baseClosed;
  private long closeMillis = Long.MIN_VALUE;

  /**
   * A strategy.
   *
   * @param exact whether it has to be given exact bars
   */
  private record Sight(ScannedStrategy strategy, ColumnCursor primary, boolean exact) {}

  /** Which signals are wanted; those that are not are not made. */
  @FunctionalInterface
  public interface Interest {

    /** Whether a signal of a type of a strategy is wanted. */
    boolean in(String strategy, SignalType type);
  }

  /** A scan that shares nothing. */
  public ColumnScan(ScanStage stage, BarColumns columns) {
    this(stage, columns, null);
  }

  /** A scan of bars of which nothing was foretold. */
  public ColumnScan(ScanStage stage, BarColumns columns, @Nullable SeriesColumns shared) {
    this(stage, columns, shared, RecordedPredictions.NONE);
  }

  /**
   * @param stage that has taken no bar; it is this scan's from now on
   * @param columns bars of one timeframe; the longer ones that are needed are made of them
   * @param shared where indicators over the same bars are shared with other scans; null for nowhere
   * @param predictions come in time, each with its bar
   * @throws IllegalArgumentException if a timeframe that is needed is not made up of them
   */
  public ColumnScan(
      ScanStage stage,
      BarColumns columns,
      @Nullable SeriesColumns shared,
      RecordedPredictions predictions) {
    this.stage = stage;
    this.columns = columns;
    this.predictions = predictions;
    this.base = new ColumnCursor(columns);
    SortedMap<Timeframe, ColumnCursor> byTimeframe = new TreeMap<>();
    byTimeframe.put(columns.timeframe(), base);
    for (Timeframe timeframe : stage.timeframes()) {
      byTimeframe.computeIfAbsent(timeframe, one -> new ColumnCursor(columns.composed(one)));
    }
    this.timeframes = byTimeframe.keySet().toArray(Timeframe[]::new);
    this.cursors = byTimeframe.values().toArray(ColumnCursor[]::new);
    this.closing = new Timeframe[cursors.length];
    this.values = new BarValues[cursors.length];
    List<ScannedStrategy> live =
        stage.scanned().stream().filter(one -> one.definition().mode() == Mode.LIVE).toList();
    this.showsFurtherBars = live.stream().anyMatch(ScannedStrategy::wantsFurtherBars);
    this.sights =
        live.stream()
            .map(
                one ->
                    new Sight(
                        one,
                        Objects.requireNonNull(byTimeframe.get(one.primaryTimeframe())),
                        one.strategy().readsInput()))
            .toArray(Sight[]::new);
    this.anyInput = columns.size() == 0 ? null : StrategyInput.of(columns.bar(0));
    this.blocks = BlockVerdicts.of(stage, live, columns, shared).orElse(null);
  }

  /** Moves to the next instant at which bars close; false after the last. */
  public boolean advance() {
    if (blocks != null) {
      return advanceTo(base.index() + 1, blocks);
    }
    long next = Long.MAX_VALUE;
    for (ColumnCursor cursor : cursors) {
      next = Math.min(next, cursor.nextCloseMillis());
    }
    if (next == Long.MAX_VALUE) {
      return false;
    }
    closeMillis = next;
    closed = 0;
    baseClosed = false;
    for (int i = 0; i < cursors.length; i++) {
      if (cursors[i].moveTo(next)) {
        baseClosed |= cursors[i] == base;
        closing[closed] = timeframes[i];
        values[closed] = cursors[i];
        closed++;
      }
    }
    stage.graphs().step(closing, values, closed);
    return true;
  }

  private boolean advanceTo(int index, BlockVerdicts verdicts) {
    if (index >= columns.size()) {
      return false;
    }
    verdicts.reach(index);
    base.moveToIndex(index);
    closeMillis = base.closeMillis();
    closing[0] = timeframes[0];
    values[0] = base;
    closed = 1;
    baseClosed = true;
    return true;
  }

  /**
   * The first bar from the one it is at on of which a verdict may matter, as far as that is known
   * by now: what it gives may be a bar of which none does, and is the one it is at where strategies
   * have to be shown every bar.
   *
   * @param matters by the place of a live strategy in order of ids, and by ordinal of its verdict
   */
  public int nextThatMatters(boolean[][] matters) {
    return blocks == null ? base.index() : blocks.nextThatMatters(base.index(), matters);
  }

  /**
   * Moves to the bar at an index that {@link #nextThatMatters} allows; false if there is none, as
   * it is after the last.
   */
  public boolean moveTo(int index) {
    if (blocks == null) {
      throw new IllegalStateException("every bar has to be gone through");
    }
    return advanceTo(index, blocks);
  }

  /** The live strategies whose verdicts are asked for, in order of ids. */
  public List<String> strategies() {
    return Stream.of(sights).map(sight -> sight.strategy().definition().id()).toList();
  }

  /** The instant it is at, in epoch milliseconds. */
  public long closeMillis() {
    return closeMillis;
  }

  /** The index of the bar of the columns that closes at the instant; -1 for none. */
  public int index() {
    return baseClosed ? base.index() : -1;
  }

  /** Every bar that closes at the instant, exactly, the shortest first. */
  public BarsClosed bars() {
    List<Bar> bars = new ArrayList<>(closed);
    for (int i = 0; i < closed; i++) {
      bars.add(((ColumnCursor) values[i]).bar());
    }
    Instant at = Instant.ofEpochMilli(closeMillis);
    return new BarsClosed(stage.instrument(), at, bars, false, at);
  }

  /**
   * The signals of live strategies at the instant, in order of strategy id; to be asked for once.
   *
   * @throws IllegalStateException if a strategy fails
   */
  public List<SignalRaised> signals(Interest interest) {
    if (showsFurtherBars) {
      BarsClosed bars = bars();
      for (Sight sight : sights) {
        sight.strategy().show(bars);
      }
    }
    List<SignalRaised> signals = List.of();
    if (blocks != null && asksForNothing(blocks)) {
      return signals;
    }
    for (Sight sight : sights) {
      if (!closes(sight.primary())) {
        continue;
      }
      SignalType type = look(sight).type();
      if (type != null && interest.in(sight.strategy().definition().id(), type)) {
        SignalRaised signal = signal(sight);
        if (signal != null) {
          signals = signals.isEmpty() ? new ArrayList<>() : signals;
          signals.add(signal);
        }
      }
    }
    return signals;
  }

  /** Whether no verdict on the bar asks for anything; otherwise series are shown as of the bar. */
  private boolean asksForNothing(BlockVerdicts verdicts) {
    for (int i = 0; i < sights.length; i++) {
      if (verdicts.verdict(i, base.index()).type() != null) {
        verdicts.pointAt(base.index());
        return false;
      }
    }
    return true;
  }

  private boolean closes(ColumnCursor cursor) {
    for (int i = 0; i < closed; i++) {
      if (values[i] == cursor) {
        return true;
      }
    }
    return false;
  }

  private Verdict look(Sight sight) {
    StrategyInput input =
        sight.exact() ? input(sight.primary().bar()) : Objects.requireNonNull(anyInput);
    try {
      return sight.strategy().look(input, true);
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "strategy %s failed on the %s bar that closed at %s: %s"
              .formatted(
                  sight.strategy().definition().id(),
                  sight.strategy().primaryTimeframe(),
                  Instant.ofEpochMilli(closeMillis),
                  e),
          e);
    }
  }

  private StrategyInput input(Bar bar) {
    return new StrategyInput(bar, predictions.of(stage.instrument(), bar));
  }

  /** Every prediction on a bar that closes at the instant, the shortest timeframe first. */
  public List<Prediction> predictions() {
    List<Prediction> all = new ArrayList<>();
    for (Bar bar : bars().bars()) {
      all.addAll(predictions.of(stage.instrument(), bar));
    }
    return all;
  }

  private @Nullable SignalRaised signal(Sight sight) {
    ScannedStrategy strategy = sight.strategy();
    LatestBars latest = new LatestBars();
    for (ColumnCursor cursor : cursors) {
      if (cursor.index() >= 0) {
        latest.take(cursor.bar(), MarketContext.NONE);
      }
    }
    ScanInput input = ScanInput.of(bars(), Instant.ofEpochMilli(closeMillis));
    StrategyDecision decision =
        strategy.told(
            stage.decisionId(strategy.definition(), input.bars().closeTime()), latest, input);
    return decision.outcome() == Outcome.SIGNAL
        ? strategy.signal(
            Ids.of("signal", decision.decisionId()),
            decision,
            stage.run(),
            sight.primary().bar(),
            input)
        : null;
  }
}
