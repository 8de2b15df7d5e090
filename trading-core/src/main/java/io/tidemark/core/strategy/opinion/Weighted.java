package io.tidemark.core.strategy.opinion;

import io.tidemark.model.SignalType;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The average weighed by confidence, what opposes counting against. With w the weight of an
 * opinion's origin and c its confidence, the type with the greatest sum of w c c wins; its
 * confidence is (that sum - the sum of w c c of all others but HOLD) / (the sum of w c). Where that
 * is not above 0, nothing is wanted. Strength is the mean of those who want it, weighed by w c.
 */
final class Weighted {
  private Weighted() {}

  static Aggregate aggregate(Tally tally, Map<String, Double> weights) {
    ToDoubleFunction<Opinion> weight =
        one -> weights.getOrDefault(one.origin(), 1.0) * one.confidence();
    ToDoubleFunction<Opinion> square = one -> weight.applyAsDouble(one) * one.confidence();
    @Nullable SignalType most =
        tally.most(type -> type == SignalType.HOLD ? 0 : tally.sum(type, square));
    if (most == null) {
      return Aggregate.hold("weighted: nothing outweighs: " + tally.told());
    }
    double own = tally.sum(most, square);
    double others = tally.sum(square) - tally.sum(SignalType.HOLD, square) - own;
    double confidence = (own - others) / tally.sum(weight);
    if (!(confidence > 0)) {
      return Aggregate.hold("weighted: nothing outweighs: " + tally.told());
    }
    double strength =
        tally.sum(most, one -> weight.applyAsDouble(one) * one.strength())
            / tally.sum(most, weight);
    return tally.wanting(most, confidence, strength, "weighted");
  }
}
