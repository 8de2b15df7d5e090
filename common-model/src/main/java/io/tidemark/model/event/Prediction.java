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
 * @param sizeShare of its size that a long position opened on the bar is to have, from 0 for none
 *     to 1; null if no agent that sizes goes with the model
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
    @Nullable Double sizeShare,
    Instant eventTime,
    Instant observedAt)
    implements ModelEvent {

  /**
   * @throws IllegalArgumentException if the share is not from 0 to 1
   */
  public Prediction {
    if (sizeShare != null && !(sizeShare >= 0 && sizeShare <= 1)) {
      throw new IllegalArgumentException("sizeShare must be from 0 to 1, was " + sizeShare);
    }
    outputs = SortedCopy.of(outputs);
  }

  /** One of a model without an agent that sizes. */
  public Prediction(
      UUID predictionId,
      String model,
      String modelHash,
      @Nullable String featureHash,
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
        featureHash,
        instrument,
        timeframe,
        barOpenTime,
        outputs,
        null,
        eventTime,
        observedAt);
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
        null,
        eventTime,
        observedAt);
  }

  @Override
  public String key() {
    return instrument.key();
  }
}
