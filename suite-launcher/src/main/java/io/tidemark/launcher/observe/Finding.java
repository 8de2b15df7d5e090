package io.tidemark.launcher.observe;

/**
 * Something that is not as it should be.
 *
 * @param about a service, a market, or what else it is about
 * @param text what was seen, in words with their figures
 */
public record Finding(Weight weight, String about, String text) {

  /** How much it matters. */
  public enum Weight {
    /** The suite cannot be relied on until somebody has looked. */
    UNSOUND,
    /** It came and went, or needs no one at once. */
    REMARK
  }

  static Finding unsound(String about, String text) {
    return new Finding(Weight.UNSOUND, about, text);
  }

  static Finding remark(String about, String text) {
    return new Finding(Weight.REMARK, about, text);
  }
}
