package io.tidemark.core.strategy;

import io.tidemark.model.Bar;
import io.tidemark.model.Timeframe;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A strategy for one instrument. It is made on the instrument's graphs, asks them for the series it
 * reads, and is then shown every bar of its primary timeframe, in order, after the graphs have
 * taken all bars of that instant.
 *
 * <p>It must depend on nothing else: no clock, no unseeded random number. One that keeps state
 * writes it in {@link #save}.
 */
public interface Strategy {

  /** What it reads. No decision is made of a bar at which one of them is not defined. */
  List<Reading> readings();

  /** How many bars of each timeframe it takes until everything it reads is defined. */
  default Map<Timeframe, Integer> warmUp() {
    Map<Timeframe, Integer> bars = new EnumMap<>(Timeframe.class);
    readings()
        .forEach(reading -> bars.merge(reading.series().timeframe(), reading.warmUp(), Math::max));
    return bars;
  }

  /**
   * Takes the next closed bar of the primary timeframe, also while it warms up or the bar is not
   * complete.
   */
  Verdict onBar(Bar bar);

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

  /** Writes its own state, that of series left out; nothing unless overridden. */
  default void save(DataOutput out) throws IOException {}

  /** Takes over a state that {@link #save} wrote. */
  default void restore(DataInput in) throws IOException {}
}
