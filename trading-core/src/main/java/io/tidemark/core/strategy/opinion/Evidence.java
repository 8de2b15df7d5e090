package io.tidemark.core.strategy.opinion;

import org.jspecify.annotations.Nullable;

/**
 * What an aggregation may weigh beside the opinions.
 *
 * @param bookImbalance (bid depth - ask depth) / depth, from -1 to 1; NaN if no book is known
 * @param forecast what a model expects; null for none
 */
public record Evidence(double bookImbalance, @Nullable Forecast forecast) {

  /** Nothing beside the opinions. */
  public static final Evidence NONE = new Evidence(Double.NaN, null);
}
