package io.tidemark.ml.live;

/** A model cannot be used on this machine. */
final class UnusableModelException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param why such as that its native library is not for this machine
   */
  UnusableModelException(String why) {
    super(why);
  }
}
