package io.tidemark.core.strategy.opinion;

import io.tidemark.model.SignalType;
import io.tidemark.model.event.Prediction;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a model expects, by direction.
 *
 * @param predictionId the prediction it is from
 * @param model the model's name
 * @param up how likely a rise is, from 0 to 1
 * @param down how likely a fall is, from 0 to 1
 */
public record Forecast(UUID predictionId, String model, double up, double down) {

  /** The output of a model that says how likely a rise is. */
  public static final String UP = "up";

  /** The output that says how likely a fall is; without it, what is left of a rise. */
  public static final String DOWN = "down";

  /**
   * @throws IllegalArgumentException if a likelihood is not from 0 to 1
   */
  public Forecast {
    if (!(up >= 0 && up <= 1 && down >= 0 && down <= 1)) {
      throw new IllegalArgumentException(
          "up and down must be from 0 to 1, were %s and %s".formatted(up, down));
    }
  }

  /**
   * The first of some predictions that tells a direction.
   *
   * @param model the only model to be asked; empty for any
   */
  public static Optional<Forecast> of(List<Prediction> predictions, String model) {
    for (Prediction prediction : predictions) {
      double up = prediction.outputs().getOrDefault(UP, Double.NaN);
      double down = prediction.outputs().getOrDefault(DOWN, 1 - up);
      boolean asked = model.isEmpty() || model.equals(prediction.model());
      if (asked && isShare(up) && isShare(down)) {
        return Optional.of(new Forecast(prediction.predictionId(), prediction.model(), up, down));
      }
    }
    return Optional.empty();
  }

  private static boolean isShare(double value) {
    return value >= 0 && value <= 1;
  }

  /** How likely what {@code type} is based on is: a rise for BUY, a fall for SELL, else 0. */
  public double likelihoodOf(SignalType type) {
    return switch (type) {
      case BUY -> up;
      case SELL -> down;
      case CLOSE, PARTIAL_CLOSE, HOLD -> 0;
    };
  }
}
