package io.tidemark.ml.registry;

/** A model's file is missing or is not what was registered; the model must not be used. */
public final class CorruptModelException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param place where the model's files are
   * @param what is wrong with the file
   */
  CorruptModelException(String place, ModelFile file, String what) {
    super(
        "%s in %s %s; restore the file from a copy, or train the model anew"
            .formatted(file.path(), place, what));
  }
}
