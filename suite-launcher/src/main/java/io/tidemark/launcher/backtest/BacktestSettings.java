package io.tidemark.launcher.backtest;

import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be run, over which bars.
 *
 * @param strategy its YAML
 * @param data files of candles; empty to ask an ingestor
 * @param exchange null for the strategy's
 * @param symbols empty for the strategy's
 * @param timeframe of the bars; null for that of the files, or the longest that the strategy can be
 *     run on
 * @param from of the first open; null for the first bar there is
 * @param to of the open that is left out; null for the last bar there is
 * @param configuration whose limits and cash hold; null to leave all to the strategy
 * @param ingestor its address
 * @param bounds whether figures are drawn anew, to tell between what bounds they lie; a report has
 *     them in any case
 */
public record BacktestSettings(
    Path strategy,
    List<DataFile> data,
    @Nullable String exchange,
    List<Symbol> symbols,
    @Nullable Timeframe timeframe,
    @Nullable Instant from,
    @Nullable Instant to,
    Assumptions assumptions,
    @Nullable Path configuration,
    URI ingestor,
    boolean bounds,
    Outputs outputs) {

  /** Where the ingestor of a suite on this machine answers. */
  public static final URI LOCAL_INGESTOR = URI.create("http://127.0.0.1:8081");

  /**
   * @throws IllegalArgumentException if they contradict each other
   */
  public BacktestSettings {
    data = List.copyOf(data);
    symbols = List.copyOf(symbols);
    if (data.isEmpty() && exchange == null) {
      throw new IllegalArgumentException(
          "give --data FILE, or --exchange and --symbol for the bars of a running suite");
    }
    if (from != null && to != null && !from.isBefore(to)) {
      throw new IllegalArgumentException(
          "--from must be before --to, were %s and %s".formatted(from, to));
    }
    if (symbols.stream().distinct().count() < symbols.size()) {
      throw new IllegalArgumentException("--symbol must name each once, was " + symbols);
    }
    if (ingestor.getHost() == null
        || !("http".equals(ingestor.getScheme()) || "https".equals(ingestor.getScheme()))) {
      throw new IllegalArgumentException(
          "--service must be an address such as %s, was '%s'".formatted(LOCAL_INGESTOR, ingestor));
    }
  }
}
