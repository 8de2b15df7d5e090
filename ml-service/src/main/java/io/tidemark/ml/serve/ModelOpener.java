package io.tidemark.ml.serve;

import io.tidemark.ml.registry.RegisteredModel;

/** Makes a model ready to serve from its files. */
@FunctionalInterface
public interface ModelOpener {

  /**
   * Opens a model, after each byte of its files was looked at.
   *
   * @throws io.tidemark.ml.model.CorruptModelException if a file is missing or another, or they do
   *     not make up a model
   * @throws io.tidemark.ml.registry.ModelStoreException if the store does not answer
   */
  ServedModel open(RegisteredModel model);
}
