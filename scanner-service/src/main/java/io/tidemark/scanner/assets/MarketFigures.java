package io.tidemark.scanner.assets;

import io.tidemark.kit.configuration.Filtering;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The best market figures there are: of what the API tells or told last, and what the file tells,
 * the newest that is not too old. The API is asked when what it told is older than its period, or a
 * currency is new. Calls come on one thread, save {@link #sources}.
 */
final class MarketFigures {

  private static final Logger LOG = LoggerFactory.getLogger(MarketFigures.class);

  /** A day is as exact as a file's dates are. */
  private static final Duration DATE_TOLERANCE = Duration.ofDays(1);

  /**
   * How a source stands.
   *
   * @param lastSuccess when it told something last; null for never
   * @param problem why it tells nothing now; null if it does
   */
  record SourceState(String source, @Nullable Instant lastSuccess, @Nullable String problem) {}

  private final @Nullable CoinGecko api;
  private final @Nullable Path file;
  private final MarketTable table;
  private final AssetMetrics metrics;
  private final Duration refresh;
  private final Duration maxAge;

  private final Set<String> asked = new TreeSet<>();
  private @Nullable Instant lastAnswer;
  private volatile List<SourceState> sources = List.of();

  /**
   * @param api null if it is not to be asked
   * @param file null for none
   */
  MarketFigures(
      @Nullable CoinGecko api,
      @Nullable Path file,
      MarketTable table,
      AssetMetrics metrics,
      Filtering.MarketCapSource settings) {
    this.api = api;
    this.file = file;
    this.table = table;
    this.metrics = metrics;
    this.refresh = settings.refresh();
    this.maxAge = settings.maxAge();
  }

  /** How the sources stand; any thread may ask. */
  List<SourceState> sources() {
    return sources;
  }

  /** The figures of these currencies; of one that no source knows there are none. */
  SortedMap<String, AssetMarket> of(Set<String> currencies, Instant now) {
    List<SourceState> states = new ArrayList<>();
    SortedMap<String, AssetMarket> told = table.all();
    if (api != null) {
      states.add(ask(api, currencies, told, now));
      told = table.all();
    }
    SortedMap<String, AssetMarket> fromFile = new TreeMap<>();
    if (file != null) {
      states.add(readFile(file, fromFile, now));
    }
    sources = List.copyOf(states);
    SortedMap<String, AssetMarket> best = new TreeMap<>();
    for (String currency : currencies) {
      Stream.of(told.get(currency), fromFile.get(currency))
          .filter(Objects::nonNull)
          .filter(market -> isUsable(market, now))
          .max(Comparator.comparing(AssetMarket::asOf))
          .ifPresent(market -> best.put(currency, market));
    }
    return best;
  }

  /** Figures of a later day would let a replay know its future. */
  private boolean isUsable(AssetMarket market, Instant now) {
    return !market.asOf().isAfter(now.plus(DATE_TOLERANCE))
        && !market.asOf().isBefore(now.minus(maxAge));
  }

  private SourceState ask(
      CoinGecko source, Set<String> currencies, SortedMap<String, AssetMarket> told, Instant now) {
    Instant last = lastAnswer;
    if (last == null) {
      last = told.values().stream().map(AssetMarket::asOf).max(Instant::compareTo).orElse(null);
      asked.addAll(told.keySet());
    }
    boolean due = last == null || !last.plus(refresh).isAfter(now) || last.isAfter(now);
    if (!due && asked.containsAll(currencies)) {
      return new SourceState(CoinGecko.SOURCE, last, null);
    }
    try {
      source.markets(currencies, now, table::save);
      asked.addAll(currencies);
      lastAnswer = now;
      metrics.sourceAnswered(CoinGecko.SOURCE);
      return new SourceState(CoinGecko.SOURCE, now, null);
    } catch (SourceException e) {
      metrics.sourceFailed(CoinGecko.SOURCE);
      LOG.warn(
          "event=market_source_away source={} cause=\"{}\" then=\"what it told at {} is used until"
              + " it is {} old\"",
          CoinGecko.SOURCE,
          e.getMessage(),
          last,
          maxAge);
      return new SourceState(CoinGecko.SOURCE, last, e.getMessage());
    }
  }

  private SourceState readFile(Path from, SortedMap<String, AssetMarket> markets, Instant now) {
    try {
      markets.putAll(MarketFile.read(from));
      metrics.sourceAnswered(MarketFile.SOURCE);
      return new SourceState(MarketFile.SOURCE, now, null);
    } catch (SourceException e) {
      metrics.sourceFailed(MarketFile.SOURCE);
      LOG.warn("event=market_file_unusable cause=\"{}\"", e.getMessage());
      return new SourceState(MarketFile.SOURCE, null, e.getMessage());
    }
  }
}
