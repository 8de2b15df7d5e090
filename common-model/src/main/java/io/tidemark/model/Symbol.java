package io.tidemark.model;

/**
 * What is traded against what, in common codes whatever a venue calls them ({@code BTC}, never
 * {@code XBT}).
 *
 * @param base the code of what is bought and sold, such as {@code BTC}
 * @param quote the code of what it is paid in, such as {@code USD}
 */
public record Symbol(String base, String quote) implements Comparable<Symbol> {

  private static final int LONGEST_CODE = 24;

  /**
   * @throws IllegalArgumentException if a code is not in upper case, or both are the same
   */
  public Symbol {
    requireCode("base", base);
    requireCode("quote", quote);
    if (base.equals(quote)) {
      throw new IllegalArgumentException("base and quote must differ, were both " + base);
    }
  }

  /**
   * Parses {@code BASE/QUOTE}.
   *
   * @throws IllegalArgumentException if the text is not of that form
   */
  public static Symbol parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("symbol must look like BTC/USD, was '%s'".formatted(text));
    }
    return new Symbol(text.substring(0, slash), text.substring(slash + 1));
  }

  static void requireCode(String field, String code) {
    if (!isCode(code)) {
      throw new IllegalArgumentException(
          "%s must be a code such as BTC, was '%s'".formatted(field, code));
    }
  }

  /** Letters in upper case and digits, after the first also dots, dashes and low lines. */
  private static boolean isCode(String code) {
    if (code.isEmpty() || code.length() > LONGEST_CODE) {
      return false;
    }
    for (int i = 0; i < code.length(); i++) {
      char c = code.charAt(i);
      boolean isPlain = c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      if (!isPlain && (i == 0 || ".-_".indexOf(c) < 0)) {
        return false;
      }
    }
    return true;
  }

  /** As their texts compare; it makes no texts, since maps of symbols are read at every bar. */
  @Override
  public int compareTo(Symbol other) {
    int shorter = Math.min(length(), other.length());
    for (int i = 0; i < shorter; i++) {
      int difference = charAt(i) - other.charAt(i);
      if (difference != 0) {
        return difference;
      }
    }
    return length() - other.length();
  }

  private int length() {
    return base.length() + 1 + quote.length();
  }

  private char charAt(int index) {
    int afterBase = index - base.length();
    if (afterBase < 0) {
      return base.charAt(index);
    }
    return afterBase == 0 ? '/' : quote.charAt(afterBase - 1);
  }

  /** {@code BASE/QUOTE}. */
  @Override
  public String toString() {
    return base + "/" + quote;
  }
}
