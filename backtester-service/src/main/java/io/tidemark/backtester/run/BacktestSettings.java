package io.tidemark.backtester.run;

import io.tidemark.kit.configuration.SuiteConfiguration;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Over which bars a strategy is run, and on what assumptions.
 *
 * @param data files of candles; empty to ask an ingestor
 * @param exchange null for the strategy's
 * @param symbols empty for the strategy's
 * @param timeframe of the bars; null for that of the files, or the longest that the strategy can be
 *     run on
 * @param from of the first open; null for the first bar there is
 * @param to of the open that is left out; null for the last bar there is
 * @param suite whose limits and cash hold; null to leave all to the strategy
 * @param ingestor its address
 */
public record BacktestSettings(
    List<DataFile> data,
    @Nullable String exchange,
    List<Symbol> symbols,
    @Nullable Timeframe timeframe,
    @Nullable Instant from,
    @Nullable Instant to,
    Assumptions assumptions,
    @Nullable SuiteConfiguration suite,
    URI ingestor) {

  /** Where the ingestor of a suite on this machine answers. */
  public static final URI LOCAL_INGESTOR = URI.create("http://127.0.0.1:8081");

  /**
   * @throws SettingException if they contradict each other
   */
  public BacktestSettings {
    data = List.copyOf(data);
    symbols = List.copyOf(symbols);
    if (from != null && to != null && !from.isBefore(to)) {
      throw new SettingException("from", "must be before to, were %s and %s".formatted(from, to));
    }
    if (symbols.stream().distinct().count() < symbols.size()) {
      throw new SettingException("symbol", "must name each once, was " + symbols);
    }
    if (ingestor.getHost() == null
        || !("http".equals(ingestor.getScheme()) || "https".equals(ingestor.getScheme()))) {
      throw new SettingException(
          "service", "must be an address such as %s, was '%s'".formatted(LOCAL_INGESTOR, ingestor));
    }
  }
}
