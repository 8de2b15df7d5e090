package io.tidemark.model.reason;

/** Why a position, or a part of it, was closed. */
public enum ExitReason {
  STOP_LOSS,
  TAKE_PROFIT,
  TRAILING_STOP,
  BREAK_EVEN,
  /** It was held for as long as allowed. */
  TIME,
  /** The return table asked for it at its age. */
  ROI,
  /** A strategy's exit rule or an opposite signal. */
  SIGNAL,
  /** A model predicted a reversal. */
  ML,
  /** The operator. */
  MANUAL,
  /** The collateral of a short was used up, but for the maintenance margin. */
  LIQUIDATION,
  /** The data of a backtest ended. */
  END_OF_DATA,
  /** A fill that arrived after the position had closed was flattened. */
  LATE_FILL
}
