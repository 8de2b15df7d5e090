package io.tidemark.scanner.assets;

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
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The best market figures there are: of what the API told last, and what the file tells, the newest
 * that is not too old, filled up from the other. The API is read beside, so that what is known is
 * told at once. Calls come on one thread, save those that say otherwise.
 */
final class MarketFigures {

  private static final Logger LOG = LoggerFactory.getLogger(MarketFigures.class);

  /** A day is as exact as a file's dates are. */
  private static final Duration DATE_TOLERANCE = Duration.ofDays(1);

  /**
   * How a source stands.
   *
   * @param lastSuccess when it told something last, by this machine's clock for the API and by the
   *     suite's for the file; null for never
   * @param problem why it tells nothing now, or not all; null if it does
   * @param waiting coins whose listings are still to be asked for
   */
  record SourceState(
      String source, @Nullable Instant lastSuccess, @Nullable String problem, int waiting) {}

  private final @Nullable MarketReader api;
  private final @Nullable Path file;
  private final Supplier<SortedMap<String, AssetMarket>> told;
  private final AssetMetrics metrics;
  private final Duration maxAge;

  private volatile @Nullable SourceState fileState;

  /**
   * @param api null if it is not to be asked
   * @param file null for none
   * @param told what the API told last, by currency
   * @param maxAge older figures count as unknown
   */
  MarketFigures(
      @Nullable MarketReader api,
      @Nullable Path file,
      Supplier<SortedMap<String, AssetMarket>> told,
      AssetMetrics metrics,
      Duration maxAge) {
    this.api = api;
    this.file = file;
    this.told = told;
    this.metrics = metrics;
    this.maxAge = maxAge;
  }

  void start() {
    if (api != null) {
      api.start();
    }
  }

  void stop() {
    if (api != null) {
      api.close();
    }
  }

  /** How the sources stand; any thread may ask. */
  List<SourceState> sources() {
    List<SourceState> states = new ArrayList<>();
    if (api != null) {
      states.add(api.state());
    }
    SourceState ofFile = fileState;
    if (ofFile != null) {
      states.add(ofFile);
    }
    return states;
  }

  /** Grows with everything new that the API tells; any thread may ask. */
  long news() {
    return api == null ? 0 : api.news();
  }

  /** Whether no more news are to be expected soon; any thread may ask. */
  boolean isSettled() {
    return api == null || api.isSettled();
  }

  /** The figures of these currencies; of one that no source knows there are none. */
  SortedMap<String, AssetMarket> of(Set<String> currencies, Instant now) {
    SortedMap<String, AssetMarket> fromApi = told.get();
    SortedMap<String, AssetMarket> fromFile = file == null ? new TreeMap<>() : read(file, now);
    SortedMap<String, AssetMarket> best = new TreeMap<>();
    for (String currency : currencies) {
      Stream.of(fromApi.get(currency), fromFile.get(currency))
          .filter(Objects::nonNull)
          .filter(market -> isUsable(market, now))
          .map(market -> withoutOldListings(market, now))
          .sorted(Comparator.comparing(AssetMarket::asOf).reversed())
          .reduce(AssetMarket::or)
          .ifPresent(market -> best.put(currency, market));
    }
    return best;
  }

  /** Later figures would let a replay know its future. */
  private boolean isUsable(AssetMarket market, Instant now) {
    Duration tolerance =
        market.source().equals(MarketFile.SOURCE) ? DATE_TOLERANCE : MarketReader.CLOCKS_APART;
    return !market.asOf().isAfter(now.plus(tolerance)) && !isTooOld(market.asOf(), now);
  }

  private boolean isTooOld(Instant asOf, Instant now) {
    return asOf.isBefore(now.minus(maxAge));
  }

  private AssetMarket withoutOldListings(AssetMarket market, Instant now) {
    Instant listed = market.listingsAsOf();
    return listed != null && isTooOld(listed, now)
        ? market.withListings(null, false, null)
        : market;
  }

  private SortedMap<String, AssetMarket> read(Path from, Instant now) {
    try {
      SortedMap<String, AssetMarket> markets = MarketFile.read(from);
      metrics.sourceAnswered(MarketFile.SOURCE);
      fileState = new SourceState(MarketFile.SOURCE, now, null, 0);
      return markets;
    } catch (SourceException e) {
      metrics.sourceFailed(MarketFile.SOURCE);
      LOG.warn("event=market_file_unusable cause=\"{}\"", e.getMessage());
      fileState = new SourceState(MarketFile.SOURCE, null, e.getMessage(), 0);
      return new TreeMap<>();
    }
  }
}
