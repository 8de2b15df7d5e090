package io.tidemark.core.strategy.opinion;

import io.tidemark.model.SignalType;

/**
 * What all opinions want, those that want nothing included. Confidence and strength are their
 * means.
 */
final class Unanimous {
  private Unanimous() {}

  static Aggregate aggregate(Tally tally) {
    for (SignalType type : SignalType.values()) {
      if (tally.count() > 0 && tally.of(type).size() == tally.count() && type != SignalType.HOLD) {
        return tally.wanting(
            type,
            tally.mean(type, Opinion::confidence),
            tally.mean(type, Opinion::strength),
            "unanimous");
      }
    }
    return Aggregate.hold("unanimous: not all agree: " + tally.told());
  }
}
