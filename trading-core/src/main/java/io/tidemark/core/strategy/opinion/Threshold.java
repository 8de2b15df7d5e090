package io.tidemark.core.strategy.opinion;

import io.tidemark.core.strategy.FigureText;
import io.tidemark.model.SignalType;
import org.jspecify.annotations.Nullable;

/**
 * The type whose opinions are the surest on average; nothing if two are as sure. Below the
 * threshold it is told, but too weak to be acted on.
 */
final class Threshold {
  private Threshold() {}

  static Aggregate aggregate(Tally tally, double threshold) {
    @Nullable SignalType most =
        tally.most(type -> type == SignalType.HOLD ? 0 : tally.mean(type, Opinion::confidence));
    if (most == null) {
      return Aggregate.hold("threshold: none is surest: " + tally.told());
    }
    double confidence = tally.mean(most, Opinion::confidence);
    Aggregate wanted =
        tally.wanting(most, confidence, tally.mean(most, Opinion::strength), "threshold");
    if (confidence >= threshold) {
      return wanted;
    }
    return new Aggregate(
        wanted.type(),
        wanted.confidence(),
        wanted.strength(),
        wanted.agreeing(),
        wanted.reason(),
        "mean confidence %s is below the threshold %s"
            .formatted(FigureText.share(confidence), FigureText.share(threshold)),
        wanted.metadata(),
        wanted.closeFraction());
  }
}
