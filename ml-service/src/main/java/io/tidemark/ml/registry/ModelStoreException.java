package io.tidemark.ml.registry;

/** The place of the models' files does not answer or cannot be written; trying again may help. */
public final class ModelStoreException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message what was tried and where
   */
  ModelStoreException(String message, Throwable cause) {
    super("%s: %s".formatted(message, cause.getMessage()), cause);
  }
}
