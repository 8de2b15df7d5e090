package io.tidemark.core.strategy;

import io.tidemark.model.Bar;
import io.tidemark.model.SignalSource;
import io.tidemark.model.Timeframe;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A strategy for one instrument. It is made on the instrument's graphs, asks them for the series it
 * reads, and is then shown every bar of its primary timeframe, in order, after the graphs have
 * taken all bars of that instant. What it tells of a verdict is asked for before the next bar, and
 * only where the decision needs it: texts and maps are best made when asked.
 *
 * <p>It must depend on nothing else: no clock, no unseeded random number. One that keeps state
 * writes it in {@link #save}.
 */
public interface Strategy {

  /** What it cannot do without: no decision is made of a bar at which one is not defined. */
  List<Reading> readings();

  /** What it reads besides where it is defined, told with the decision; empty unless overridden. */
  default List<Reading> furtherReadings() {
    return List.of();
  }

  /** How many bars of each timeframe it takes until everything it cannot do without is defined. */
  default Map<Timeframe, Integer> warmUp() {
    Map<Timeframe, Integer> bars = new EnumMap<>(Timeframe.class);
    readings()
        .forEach(reading -> bars.merge(reading.series().timeframe(), reading.warmUp(), Math::max));
    return bars;
  }

  /**
   * The timeframes beside the primary one whose bars it wants to be shown; none unless overridden.
   * To read a series of another timeframe it is not needed.
   */
  default Set<Timeframe> furtherTimeframes() {
    return Set.of();
  }

  /**
   * Takes the next closed bar of a further timeframe; before {@link #onBar} of the same instant,
   * the shorter timeframe first.
   */
  default void onFurtherBar(Bar bar) {}

  /**
   * Takes the next closed bar of the primary timeframe, also while it warms up or the bar is not
   * complete.
   */
  Verdict onBar(StrategyInput input);

  /**
   * Whether {@link #onBar} looks at its input. One that reads series alone says no, and may then be
   * given the same input at every bar: a backtest need not make exact bars of its columns for it.
   */
  default boolean readsInput() {
    return true;
  }

  /** Why the last verdict is what it is, in words, the deciding reason first. */
  List<String> reasons();

  /** How sure it is of the last verdict, from 0 to 1. */
  default double confidence() {
    return 1;
  }

  /** How strong the move behind the last verdict is, from 0 to 1. */
  default double strength() {
    return 1;
  }

  /** What kind of evidence the last verdict rests on. */
  default SignalSource source() {
    return SignalSource.TECHNICAL;
  }

  /**
   * Why the last verdict is too weak to be acted on, with the numbers; null if it is not. The
   * decision is then BLOCKED with BELOW_THRESHOLD and keeps its type and reasons.
   */
  default @Nullable String shortfall() {
    return null;
  }

  /** Further figures of the last verdict by name, told with the signal. */
  default Map<String, Double> metadata() {
    return Map.of();
  }

  /** Of the original quantity, what the last verdict closes, in (0, 1]; asked of partial closes. */
  default BigDecimal closeFraction() {
    return BigDecimal.ONE;
  }

  /** The prediction that the last verdict rests on; null for none. */
  default @Nullable UUID predictionId() {
    return null;
  }

  /**
   * Whether a long position it opens is given the share of its size that the {@link #predictionId
   * prediction} tells, and is not opened where that is 0; no unless overridden.
   */
  default boolean sizesByAgent() {
    return false;
  }

  /** Writes its own state, that of series left out; nothing unless overridden. */
  default void save(DataOutput out) throws IOException {}

  /** Takes over a state that {@link #save} wrote. */
  default void restore(DataInput in) throws IOException {}
}
