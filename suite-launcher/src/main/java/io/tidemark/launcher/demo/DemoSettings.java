package io.tidemark.launcher.demo;

import io.tidemark.model.Symbol;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a demo is asked for.
 *
 * @param configuration {@code tidemark.yaml}; strategies beside it
 * @param data what to replay; empty for the recorded trades that ship
 * @param speed seconds of the venue in one second, above 0
 * @param length how long to run once all is ready; null for as long as there is data
 * @param fresh whether to begin a new replay where an unfinished one could go on
 * @param processes whether each service runs in a process of its own
 * @param json where to write the report; null for nowhere
 */
public record DemoSettings(
    Path configuration,
    List<Data> data,
    int speed,
    @Nullable Duration length,
    boolean fresh,
    boolean processes,
    @Nullable Path json) {

  private static final Symbol SHIPPED = new Symbol("BTC", "USD");

  public DemoSettings {
    data = List.copyOf(data);
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
   * A file of trades or candles.
   *
   * @param symbol what they are of
   */
  public record Data(Symbol symbol, Path file) {

    public Data {
      if (!Files.isRegularFile(file)) {
        throw new IllegalArgumentException(
            "--data: %s: no such file; give a CSV or CSV.gz of trades or candles".formatted(file));
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
    return data.isEmpty() ? List.of(SHIPPED) : data.stream().map(Data::symbol).toList();
  }

  /** The data in words. */
  public String description() {
    return data.isEmpty()
        ? "100,000 recorded BTC/USD trades of November 2013"
        : String.join(
            ", ", data.stream().map(each -> each.symbol() + " from " + each.file()).toList());
  }
}
