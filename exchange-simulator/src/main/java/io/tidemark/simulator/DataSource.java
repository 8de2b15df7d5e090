package io.tidemark.simulator;

import io.tidemark.model.Symbol;
import io.tidemark.simulator.tape.SyntheticTape;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A market and where its trades and its book come from.
 *
 * @param depth recordings of the book, one going on where the one before ends; empty for a modelled
 *     book
 * @param rules empty for those of the settings
 */
public record DataSource(
    Symbol symbol, Origin origin, List<Path> depth, Optional<MarketRules> rules) {

  /** Where trades come from. */
  public sealed interface Origin {

    /** The trades that are bundled. */
    record Bundled() implements Origin {}

    /**
     * Trades or candles, as {@code tape.TapeReader} says.
     *
     * @param path of the file
     */
    record File(Path path) implements Origin {}

    /** The trades that the recordings of the book carry. */
    record WithDepth() implements Origin {}

    /**
     * Made, not recorded.
     *
     * @param plan of the trades
     */
    record Synthetic(SyntheticTape.Plan plan) implements Origin {}
  }

  /** The bundled market: 100,000 real BTC/USD trades of November 2013. */
  public static final DataSource BUNDLED =
      new DataSource(new Symbol("BTC", "USD"), new Origin.Bundled(), List.of(), Optional.empty());

  /**
   * @throws IllegalArgumentException if trades are to come from recordings of a book that are not
   *     given
   */
  public DataSource {
    depth = List.copyOf(depth);
    if (origin instanceof Origin.WithDepth && depth.isEmpty()) {
      throw new IllegalArgumentException(
          "depth must be given for %s, whose trades come with it".formatted(symbol));
    }
  }

  public static DataSource file(Symbol symbol, Path file) {
    return new DataSource(symbol, new Origin.File(file), List.of(), Optional.empty());
  }

  /** Trades and book from the same recordings. */
  public static DataSource recordedBook(Symbol symbol, List<Path> depth) {
    return new DataSource(symbol, new Origin.WithDepth(), depth, Optional.empty());
  }

  public static DataSource synthetic(Symbol symbol, SyntheticTape.Plan plan) {
    return new DataSource(symbol, new Origin.Synthetic(plan), List.of(), Optional.empty());
  }

  public DataSource withDepth(List<Path> newDepth) {
    return new DataSource(symbol, origin, newDepth, rules);
  }

  public DataSource withRules(MarketRules newRules) {
    return new DataSource(symbol, origin, depth, Optional.of(newRules));
  }
}
