package io.tidemark.core.check;

import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseStrategy;
import org.ta4j.core.Rule;
import org.ta4j.core.Strategy;

/** A ta4j strategy that reads the bar after the one it is asked of, where there is one. */
public final class KnowsTheNextBar {
  private KnowsTheNextBar() {}

  /** Enters before a bar that closes higher, and exits before one that closes lower. */
  public static Strategy make(BarSeries series) {
    Rule rises = (index, _) -> change(series, index) > 0;
    Rule falls = (index, _) -> change(series, index) < 0;
    return new BaseStrategy("knows", rises, falls);
  }

  private static double change(BarSeries series, int index) {
    return index >= series.getEndIndex()
        ? 0
        : series.getBar(index + 1).getClosePrice().doubleValue()
            - series.getBar(index).getClosePrice().doubleValue();
  }
}
