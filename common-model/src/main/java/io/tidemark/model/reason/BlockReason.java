package io.tidemark.model.reason;

/** Why the scanner let no signal out of a bar. */
public enum BlockReason {
  /** An indicator of the strategy is not defined yet. */
  WARMING_UP,
  /** The bar has a known hole. */
  INCOMPLETE_BAR,
  /** The bar is older than the strategy accepts. */
  STALE_DATA,
  /** The strategy needs volume-weighted price, buy volume or imbalance, which the bar lacks. */
  MISSING_MICROSTRUCTURE,
  /** Entry rules for both directions hold at once. */
  CONFLICTING_SIGNALS,
  /** The strategy threw an exception: its code is at fault. */
  STRATEGY_FAILED,
  /** The aggregated confidence is below the threshold. */
  BELOW_THRESHOLD,
  /** Trading is paused by the operator. */
  PAUSED,
  /** The asset filters leave the instrument out of the universe that may be traded. */
  ASSET_EXCLUDED,
  /** The agent that goes with the model would have nothing bought on the bar. */
  SKIPPED_BY_AGENT
}
