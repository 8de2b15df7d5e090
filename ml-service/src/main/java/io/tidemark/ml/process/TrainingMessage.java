package io.tidemark.ml.process;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tidemark.kit.codec.Json;
import org.jspecify.annotations.Nullable;

/** What a training tells the one that asked for it, a line each. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = TrainingMessage.Step.class, name = "step"),
  @JsonSubTypes.Type(value = TrainingMessage.Trained.class, name = "trained"),
  @JsonSubTypes.Type(value = TrainingMessage.Failed.class, name = "failed")
})
sealed interface TrainingMessage {

  /**
   * A step has ended.
   *
   * @param validationLoss null without a validation
   */
  record Step(int done, int of, @Nullable Double validationLoss) implements TrainingMessage {}

  /** The model is in its folder. */
  record Trained() implements TrainingMessage {}

  /** There will be no model. */
  record Failed(String reason) implements TrainingMessage {}

  /** Without a line's end. */
  default String line() {
    return Json.mapper().writerFor(TrainingMessage.class).writeValueAsString(this);
  }

  /**
   * @throws tools.jackson.core.JacksonException if it is none
   */
  static TrainingMessage of(String line) {
    return Json.mapper().readValue(line, TrainingMessage.class);
  }
}
