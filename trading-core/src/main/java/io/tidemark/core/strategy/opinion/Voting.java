package io.tidemark.core.strategy.opinion;

import io.tidemark.model.SignalType;
import org.jspecify.annotations.Nullable;

/**
 * The type that most opinions want, HOLD being one; nothing if two types have as many. Confidence
 * and strength are the means of those who want it.
 */
final class Voting {
  private Voting() {}

  static Aggregate aggregate(Tally tally) {
    @Nullable SignalType most = tally.most(type -> tally.of(type).size());
    if (most == null || most == SignalType.HOLD) {
      return Aggregate.hold("voting: no majority: " + tally.told());
    }
    return tally.wanting(
        most,
        tally.mean(most, Opinion::confidence),
        tally.mean(most, Opinion::strength),
        "voting, %d of %d".formatted(tally.of(most).size(), tally.count()));
  }
}
