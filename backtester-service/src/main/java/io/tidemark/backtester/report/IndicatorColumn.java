package io.tidemark.backtester.report;

/**
 * An indicator's values, one a bar.
 *
 * @param name such as {@code rsi(14)}
 * @param pane empty if it is drawn over the candles; else the name of the pane below them, which
 *     those of the same name share
 * @param values NaN while it warms up; not copied, and not to be changed
 */
public record IndicatorColumn(String name, String pane, double[] values) {

  boolean isOnPrice() {
    return pane.isEmpty();
  }
}
