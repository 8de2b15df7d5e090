package io.tidemark.core.signal;

import io.tidemark.core.indicator.BarField;
import io.tidemark.core.indicator.MarketContext;
import io.tidemark.model.Bar;
import io.tidemark.model.Completeness;
import io.tidemark.model.Timeframe;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What the latest bar of each timeframe lacks. */
final class LatestBars {

  private static final Timeframe[] TIMEFRAMES = Timeframe.values();
  private static final BarField[] FIELDS = BarField.values();

  private final boolean[] partial = new boolean[TIMEFRAMES.length];

  /** One bit a field. */
  private final int[] missing = new int[TIMEFRAMES.length];

  void take(Bar bar, MarketContext context) {
    int place = bar.timeframe().ordinal();
    partial[place] = bar.completeness() == Completeness.PARTIAL;
    int mask = 0;
    for (BarField field : FIELDS) {
      if (field.isMicrostructure() && Double.isNaN(field.of(bar, context))) {
        mask |= 1 << field.ordinal();
      }
    }
    missing[place] = mask;
  }

  /** Whether the latest bar has a known hole; false before the first. */
  boolean isPartial(Timeframe timeframe) {
    return partial[timeframe.ordinal()];
  }

  /** Whether the latest bar lacks a field; false before the first. */
  boolean lacks(Timeframe timeframe, BarField field) {
    return (missing[timeframe.ordinal()] & (1 << field.ordinal())) != 0;
  }

  void save(DataOutput out) throws IOException {
    for (int i = 0; i < TIMEFRAMES.length; i++) {
      out.writeBoolean(partial[i]);
      out.writeInt(missing[i]);
    }
  }

  void restore(DataInput in) throws IOException {
    for (int i = 0; i < TIMEFRAMES.length; i++) {
      partial[i] = in.readBoolean();
      missing[i] = in.readInt();
    }
  }
}
