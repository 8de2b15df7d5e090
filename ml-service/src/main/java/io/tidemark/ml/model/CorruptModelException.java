package io.tidemark.ml.model;

/** A model's folder is not as it was written. The model must not be used. */
public class CorruptModelException extends RuntimeException {

  /** With what is wrong, and in which file. */
  public CorruptModelException(String message) {
    super(message);
  }

  /** With what is wrong, in which file, and how it was found. */
  public CorruptModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
