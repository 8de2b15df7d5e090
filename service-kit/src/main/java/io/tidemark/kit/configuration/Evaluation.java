package io.tidemark.kit.configuration;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.jspecify.annotations.Nullable;

/**
 * What a model is judged with beside its labels.
 *
 * @param strategy file of the strategy that is run over the hold-out with the model and without, as
 *     seen from the folder of the training file; null for the usual one
 */
public record Evaluation(@Nullable String strategy) {

  /** What holds where nothing is given. */
  static final Evaluation DEFAULT = read(null);

  @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
  static Evaluation read(@Nullable String strategy) {
    return new Evaluation(strategy);
  }
}
