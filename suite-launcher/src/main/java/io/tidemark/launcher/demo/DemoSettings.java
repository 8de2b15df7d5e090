package io.tidemark.launcher.demo;

import io.tidemark.model.Symbol;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a demo is asked for.
 *
 * @param configuration {@code tidemark.yaml}; strategies beside it
 * @param data what to replay; empty for the recorded trades that ship, unless there are books
 * @param depth recorded books; several of one symbol go on one from the other, and where there is
 *     no data of a symbol its trades come with them
 * @param speed seconds of the venue in one second, above 0
 * @param length how long to run once all is ready; null for as long as there is data
 * @param fresh whether to begin a new replay where an unfinished one could go on
 * @param processes whether each service runs in a process of its own
 * @param json where to write the report; null for nowhere
 */
public record DemoSettings(
    Path configuration,
    List<Data> data,
    List<Data> depth,
    int speed,
    @Nullable Duration length,
    boolean fresh,
    boolean processes,
    @Nullable Path json) {

  private static final int MOST_NAMED = 8;
  private static final Symbol SHIPPED = new Symbol("BTC", "USD");

  public DemoSettings {
    data = List.copyOf(data);
    depth = List.copyOf(depth);
    if (speed < 1) {
      throw new IllegalArgumentException("--speed must be 1 or above, was " + speed);
    }
    if (length != null && !length.isPositive()) {
      throw new IllegalArgumentException("--for must be above 0, was " + length);
    }
    if (data.stream().map(Data::symbol).distinct().count() < data.size()) {
      throw new IllegalArgumentException(
          "--data must name each symbol once; give each file its own, as ETH/USD=FILE");
    }
  }

  /**
   * A file of trades or candles, or a recorded book.
   *
   * @param symbol what they are of
   */
  public record Data(Symbol symbol, Path file) {

    public Data {
      if (!Files.isRegularFile(file)) {
        throw new IllegalArgumentException(
            "%s: no such file; --data takes trades or candles as CSV or CSV.gz, --depth a book as JSON lines"
                .formatted(file));
      }
    }

    /** Parses {@code FILE}, or {@code SYMBOL=FILE}. */
    public static Data parse(String text, Symbol symbol) {
      int equals = text.indexOf('=');
      return equals < 0 || Files.exists(Path.of(text))
          ? new Data(symbol, Path.of(text))
          : new Data(Symbol.parse(text.substring(0, equals)), Path.of(text.substring(equals + 1)));
    }
  }

  /** What is traded. */
  public List<Symbol> symbols() {
    return data.isEmpty() && depth.isEmpty()
        ? List.of(SHIPPED)
        : Stream.concat(data.stream(), depth.stream()).map(Data::symbol).distinct().toList();
  }

  /** The recorded books of a symbol, in their order. */
  List<Path> depthOf(Symbol symbol) {
    return depth.stream().filter(each -> each.symbol().equals(symbol)).map(Data::file).toList();
  }

  /** The data in words. */
  public String description() {
    if (data.isEmpty() && depth.isEmpty()) {
      return "100,000 recorded BTC/USD trades of November 2013";
    }
    List<String> each =
        Stream.concat(
                data.stream().map(one -> one.symbol() + " from " + one.file()),
                depth.stream().map(one -> one.symbol() + "'s book from " + one.file()))
            .toList();
    return each.size() <= MOST_NAMED
        ? String.join(", ", each)
        : "%s and %d others".formatted(each.getFirst(), each.size() - 1);
  }
}
