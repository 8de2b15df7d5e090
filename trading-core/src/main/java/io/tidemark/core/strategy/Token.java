package io.tidemark.core.strategy;

/**
 * A word of a rule.
 *
 * @param text as written; of a timeframe, without the {@code @}; empty at the end
 * @param column where it starts, from 1
 */
record Token(Kind kind, String text, int column) {

  enum Kind {
    NUMBER,
    NAME,
    /** One of the operators and brackets; see its text. */
    SYMBOL,
    TIMEFRAME,
    END
  }

  boolean is(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  /** What to call it in a message. */
  String shown() {
    return kind == Kind.END ? "the end" : "'" + text + "'";
  }
}
