package io.tidemark.model.event;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a model expects after a bar.
 *
 * @param predictionId derived from model, instrument, timeframe and bar
 * @param model the model's name
 * @param modelHash SHA-256 of the model's files
 * @param featureHash SHA-256 of the features it was shown; null if it was not told
 * @param barOpenTime the open of the bar predicted on
 * @param outputs by name, such as {@code up} and {@code down}
 * @param eventTime the close of the bar predicted on
 */
public record Prediction(
    UUID predictionId,
    String model,
    String modelHash,
    @Nullable String featureHash,
    InstrumentId instrument,
    Timeframe timeframe,
    Instant barOpenTime,
    Map<String, Double> outputs,
    Instant eventTime,
    Instant observedAt)
    implements ModelEvent {

  public Prediction {
    outputs = SortedCopy.of(outputs);
  }

  /** One that does not tell its features. */
  public Prediction(
      UUID predictionId,
      String model,
      String modelHash,
      InstrumentId instrument,
      Timeframe timeframe,
      Instant barOpenTime,
      Map<String, Double> outputs,
      Instant eventTime,
      Instant observedAt) {
    this(
        predictionId,
        model,
        modelHash,
        null,
        instrument,
        timeframe,
        barOpenTime,
        outputs,
        eventTime,
        observedAt);
  }

  @Override
  public String key() {
    return instrument.key();
  }
}
