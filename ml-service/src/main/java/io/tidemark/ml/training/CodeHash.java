package io.tidemark.ml.training;

import io.tidemark.core.feature.FeatureSet;
import io.tidemark.kit.service.DeployedCode;

/** Which code makes features and models: the SHA-256 of both modules' classes as deployed. */
public final class CodeHash {

  private CodeHash() {}

  /**
   * That of this process.
   *
   * @throws IllegalStateException if it does not know where its classes are
   */
  public static String current() {
    return DeployedCode.sha256(FeatureSet.class, ModelTraining.class);
  }
}
