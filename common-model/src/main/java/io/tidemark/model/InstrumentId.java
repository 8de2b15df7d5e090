package io.tidemark.model;

import java.util.regex.Pattern;

/**
 * One symbol at one exchange.
 *
 * @param exchange the exchange's name in configuration, in lower case, such as {@code kraken}
 * @param symbol what is traded there
 */
public record InstrumentId(String exchange, Symbol symbol) implements Comparable<InstrumentId> {

  private static final Pattern EXCHANGE = Pattern.compile("[a-z0-9][a-z0-9_-]{0,31}");

  /**
   * @throws IllegalArgumentException if {@code exchange} is not a name in lower case
   */
  public InstrumentId {
    if (!EXCHANGE.matcher(exchange).matches()) {
      throw new IllegalArgumentException(
          "exchange must be a name such as kraken, was '%s'".formatted(exchange));
    }
  }

  /** The instrument of {@code exchange} and {@code BASE/QUOTE}. */
  public static InstrumentId of(String exchange, String symbol) {
    return new InstrumentId(exchange, Symbol.parse(symbol));
  }

  /**
   * Parses what {@link #key()} gives.
   *
   * @throws IllegalArgumentException if the text is not of that form
   */
  public static InstrumentId parse(String key) {
    int bar = key.indexOf('|');
    if (bar < 0) {
      throw new IllegalArgumentException(
          "instrument must look like kraken|BTC/USD, was '%s'".formatted(key));
    }
    return of(key.substring(0, bar), key.substring(bar + 1));
  }

  /** {@code exchange|BASE/QUOTE}: the key of this instrument's messages. */
  public String key() {
    return exchange + "|" + symbol;
  }

  /**
   * As their keys compare; it makes no texts, since maps of instruments are read at every order.
   */
  @Override
  public int compareTo(InstrumentId other) {
    int byExchange = exchange.compareTo(other.exchange);
    if (byExchange == 0) {
      return symbol.compareTo(other.symbol);
    }
    if (exchange.startsWith(other.exchange) || other.exchange.startsWith(exchange)) {
      // The bar behind the shorter one comes after all that a name may hold.
      return -byExchange;
    }
    return byExchange;
  }

  @Override
  public String toString() {
    return key();
  }
}
