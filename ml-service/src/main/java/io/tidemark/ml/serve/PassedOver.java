package io.tidemark.ml.serve;

import io.tidemark.model.InstrumentId;

/** Bars that nothing was foretold of. */
public record PassedOver(InstrumentId instrument, Why why) {

  /** Why nothing was. */
  public enum Why {
    /** They amend bars told before; what was foretold of those stays. */
    CORRECTION,
    /** They were taken before. */
    TAKEN_BEFORE,
    /** None of them is of the features' timeframe. */
    OTHER_TIMEFRAME,
    /** The features or the model must see more bars first. */
    WARMING_UP,
    /** The model of their instant is gone. */
    TOO_LATE
  }
}
