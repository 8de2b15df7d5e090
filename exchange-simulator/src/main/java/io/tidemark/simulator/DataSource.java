package io.tidemark.simulator;

import io.tidemark.model.Symbol;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a market's trades come from.
 *
 * @param file trades or candles, as {@code tape.TapeReader} says; empty for the trades that are
 *     bundled
 */
public record DataSource(Symbol symbol, Optional<Path> file) {

  /** The bundled market: 100,000 real BTC/USD trades of November 2013. */
  public static final DataSource BUNDLED =
      new DataSource(new Symbol("BTC", "USD"), Optional.empty());

  public static DataSource file(Symbol symbol, Path file) {
    return new DataSource(symbol, Optional.of(file));
  }
}
