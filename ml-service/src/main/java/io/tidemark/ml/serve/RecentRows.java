package io.tidemark.ml.serve;

import io.tidemark.core.feature.FeatureRow;
import java.util.ArrayList;
import java.util.List;

/** The last rows of an instrument, as its features gave them. */
final class RecentRows {

  private final List<FeatureRow> rows = new ArrayList<>();
  private int most;
  private long taken;

  /**
   * @param most how many are kept, 1 or above
   */
  RecentRows(int most) {
    this.most = most;
  }

  void add(FeatureRow row) {
    rows.add(row);
    taken++;
    if (rows.size() > most) {
      rows.removeFirst();
    }
  }

  /** Keeps at least so many from now on. */
  void keep(int atLeast) {
    most = Math.max(most, atLeast);
  }

  /** How many are kept now. */
  int size() {
    return rows.size();
  }

  /** How many there were. */
  long taken() {
    return taken;
  }

  /**
   * A row.
   *
   * @param ago rows before the last one, from 0 to {@link #size} - 1
   */
  FeatureRow ago(int ago) {
    return rows.get(rows.size() - 1 - ago);
  }

  /** Logarithm of a row's close by the close before it; 0 where the bar before is missing. */
  double change(int ago) {
    if (ago + 1 >= rows.size()) {
      return 0;
    }
    FeatureRow row = ago(ago);
    FeatureRow before = ago(ago + 1);
    return before.closeTime().equals(row.openTime())
        ? StrictMath.log(row.close() / before.close())
        : 0;
  }
}
