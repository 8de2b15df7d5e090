package io.tidemark.core.indicator;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whole columns of series over one history, for many runs over it: what one has calculated the
 * others read. Series are told apart by their keys, which say all that they are calculated from. To
 * be used by several threads.
 */
public final class SeriesColumns {

  private final int bars;
  private final int most;
  private final Map<String, double[]> byKey = new HashMap<>();

  /**
   * @param bars how many bars the history has
   * @param mostBytes how much memory the columns may take; what is calculated beyond is not kept
   * @throws IllegalArgumentException if one is below 0
   */
  public SeriesColumns(int bars, long mostBytes) {
    if (bars < 0 || mostBytes < 0) {
      throw new IllegalArgumentException(
          "bars and mostBytes must be 0 or above, were %d and %d".formatted(bars, mostBytes));
    }
    this.bars = bars;
    this.most = (int) Math.min(Integer.MAX_VALUE, mostBytes / Math.max(1, 8L * bars));
  }

  int bars() {
    return bars;
  }

  synchronized Optional<double[]> find(String key) {
    return Optional.ofNullable(byKey.get(key));
  }

  /** Whether there is room for one more. */
  synchronized boolean hasRoom() {
    return byKey.size() < most;
  }

  synchronized void keep(String key, double[] column) {
    if (byKey.size() < most) {
      byKey.putIfAbsent(key, column);
    }
  }
}
