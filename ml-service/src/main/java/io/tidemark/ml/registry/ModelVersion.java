package io.tidemark.ml.registry;

import io.tidemark.ml.model.Sha256;
import io.tidemark.model.Ids;
import java.util.SortedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A version of a model: all of it that never changes.
 *
 * @param name such as {@code btc_lstm}; versions of one name take each other's place
 * @param kind such as {@code LSTM}
 * @param featureHash of the features it is shown; they must be registered
 * @param codeHash SHA-256 of the code that computed the features and trained it
 * @param configurationSha256 of the training file
 * @param runId the training that made it; null if it was made elsewhere
 * @param fittedOn the bars it was fitted on, those of the validation included and those of the
 *     hold-out not
 * @param metrics of the training and the validation, by name; finite numbers
 * @param rule when it may take the champion's place
 */
public record ModelVersion(
    String name,
    String kind,
    String featureHash,
    String codeHash,
    String configurationSha256,
    @Nullable UUID runId,
    DataWindow fittedOn,
    ModelFiles files,
    SortedMap<String, Double> metrics,
    PromotionRule rule) {

  /**
   * @throws IllegalArgumentException if a name is blank, or a hash or a metric is none
   */
  public ModelVersion {
    requireText("name", name);
    requireText("kind", kind);
    Sha256.require("featureHash", featureHash);
    Sha256.require("codeHash", codeHash);
    Sha256.require("configurationSha256", configurationSha256);
    metrics = Figures.copy(metrics);
  }

  private static void requireText(String field, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException("%s of a model must not be blank".formatted(field));
    }
  }

  /** Follows from the name and the files. */
  public UUID id() {
    return Ids.of("model", name, hash());
  }

  /** SHA-256 of the files. */
  public String hash() {
    return files.hash();
  }
}
