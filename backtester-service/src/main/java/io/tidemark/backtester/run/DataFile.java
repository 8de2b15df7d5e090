package io.tidemark.backtester.run;

import io.tidemark.model.Symbol;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file of candles, and what it is taken for.
 *
 * @param symbol null for the next one of those that the backtest is about
 */
public record DataFile(@Nullable Symbol symbol, Path file) {

  /** Reads {@code SYMBOL=FILE}, such as {@code BTC/USD=btc.csv.gz}, or a file alone. */
  public static DataFile parse(String text) {
    int sign = text.indexOf('=');
    Symbol symbol = sign < 0 ? null : symbolOf(text.substring(0, sign)).orElse(null);
    return symbol == null
        ? new DataFile(null, Path.of(text))
        : new DataFile(symbol, Path.of(text.substring(sign + 1)));
  }

  private static Optional<Symbol> symbolOf(String text) {
    try {
      return Optional.of(Symbol.parse(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
