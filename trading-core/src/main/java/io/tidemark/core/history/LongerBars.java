package io.tidemark.core.history;

import io.tidemark.model.Bar;
import io.tidemark.model.Timeframe;
import java.util.ArrayList;
import java.util.List;

/** Makes the bars of a longer timeframe as the shorter ones come. */
public final class LongerBars {

  private final Timeframe timeframe;
  private final List<Bar> composed = new ArrayList<>();
  private final List<Bar> parts = new ArrayList<>();
  private long end = Long.MIN_VALUE;

  /** No bars yet of a timeframe. */
  public LongerBars(Timeframe timeframe) {
    this.timeframe = timeframe;
  }

  /**
   * Takes the next bar.
   *
   * @param bar of a timeframe that {@link Timeframe#fills} this one, later than those before
   */
  public void add(Bar bar) {
    if (bar.openTime().toEpochMilli() >= end) {
      compose();
      end = timeframe.closeOf(timeframe.openOf(bar.openTime())).toEpochMilli();
    }
    parts.add(bar);
  }

  /** The bars so far; the last one only if what was taken reaches its end. */
  public BarColumns columns() {
    if (!parts.isEmpty() && parts.getLast().closeTime().toEpochMilli() >= end) {
      compose();
    }
    return BarColumns.of(timeframe, composed);
  }

  private void compose() {
    if (!parts.isEmpty()) {
      composed.add(BarComposer.compose(timeframe, parts));
      parts.clear();
    }
  }
}
