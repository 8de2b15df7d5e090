package io.tidemark.model.event;

import java.time.Instant;
import java.util.UUID;

/**
 * A model was promoted or retired.
 *
 * @param modelId derived from name and hash
 * @param model the model's name
 * @param modelHash SHA-256 of the model's files
 */
public record ModelChanged(
    UUID modelId,
    String model,
    String modelHash,
    Change change,
    Instant eventTime,
    Instant observedAt)
    implements ModelEvent {

  @Override
  public String key() {
    return model;
  }

  /** What happened to a model. */
  public enum Change {
    /** It serves predictions from now on. */
    PROMOTED,
    /** It no longer serves predictions. */
    RETIRED
  }
}
