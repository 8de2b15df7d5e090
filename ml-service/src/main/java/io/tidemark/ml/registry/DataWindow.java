package io.tidemark.ml.registry;

import io.tidemark.ml.model.Sha256;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import java.time.Instant;
import java.util.List;

/**
 * Bars.
 *
 * @param symbols at least one
 * @param from of the first bar's open
 * @param to of the first open that is left out, after {@code from}
 * @param sha256 of the bars
 */
public record DataWindow(
    String exchange,
    List<Symbol> symbols,
    Timeframe timeframe,
    Instant from,
    Instant to,
    String sha256) {

  /**
   * @throws IllegalArgumentException if there is no symbol, the end is not after the beginning, or
   *     the hash is none
   */
  public DataWindow {
    symbols = List.copyOf(symbols);
    if (symbols.isEmpty()) {
      throw new IllegalArgumentException("symbols of a data window must name at least one");
    }
    if (!to.isAfter(from)) {
      throw new IllegalArgumentException(
          "a data window must end after it begins, was %s to %s".formatted(from, to));
    }
    Sha256.require("sha256 of a data window", sha256);
  }
}
