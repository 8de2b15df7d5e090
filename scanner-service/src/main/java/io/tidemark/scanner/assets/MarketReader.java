package io.tidemark.scanner.assets;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what CoinGecko tells of the currencies, on a thread of its own: however long it takes,
 * nobody waits for it. Capitalisations come first, as a few calls tell all of them; listings come
 * coin by coin, those first that were not asked for longest. A coin that fails waits for its next
 * turn while the others go on; where the source itself fails, it is left alone for a while.
 *
 * <p>What it tells is true at this machine's time, and is stamped with that. While the suite's
 * clock is another, a replay's, nobody is asked: it would be told its future.
 */
final class MarketReader implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MarketReader.class);

  /** Between the suite's clock and this machine's in a suite that does not replay. */
  static final Duration CLOCKS_APART = Duration.ofMinutes(5);

  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration NEXT_TRY = Duration.ofMinutes(10);
  private static final Duration FIRST_REST = Duration.ofMinutes(1);
  private static final int MOST_DOUBLINGS = 6;

  private static final String REPLAY =
      "not asked: the suite's clock is not today's, and figures of today would tell it its future;"
          + " give those of its time in filtering.market_cap_source.file";

  private final CoinGecko api;
  private final Set<String> currencies;
  private final Supplier<SortedMap<String, AssetMarket>> stored;
  private final Consumer<AssetMarket> store;
  private final AssetMetrics metrics;
  private final InstantSource machine;
  private final InstantSource suite;
  private final Duration refresh;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("market-figures").factory());

  private final SortedMap<String, AssetMarket> told = new TreeMap<>();
  private final Map<String, Instant> askedAt = new HashMap<>();
  private final Map<String, Instant> notBefore = new HashMap<>();
  private final SortedMap<String, String> coinProblems = new TreeMap<>();
  private @Nullable Instant coinsDue;
  private Instant restUntil = Instant.EPOCH;
  private int failuresInARow;
  private @Nullable Instant lastSuccess;
  private @Nullable String sourceProblem;
  private @Nullable String coinsProblem;

  private volatile MarketFigures.SourceState state =
      new MarketFigures.SourceState(CoinGecko.SOURCE, null, null, 0);
  private final AtomicLong news = new AtomicLong();
  private volatile boolean settled;

  /**
   * @param currencies of which it is asked
   * @param stored what it told in earlier runs
   * @param store keeps what it tells
   * @param machine the time at which it is asked
   * @param suite the time at which the suite trades
   * @param refresh how often it is asked for the same
   */
  MarketReader(
      CoinGecko api,
      Set<String> currencies,
      Supplier<SortedMap<String, AssetMarket>> stored,
      Consumer<AssetMarket> store,
      AssetMetrics metrics,
      InstantSource machine,
      InstantSource suite,
      Duration refresh) {
    this.api = api;
    this.currencies = Set.copyOf(currencies);
    this.stored = stored;
    this.store = store;
    this.metrics = metrics;
    this.machine = machine;
    this.suite = suite;
    this.refresh = refresh;
  }

  void start() {
    executor.scheduleWithFixedDelay(this::work, 0, POLL.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** How the source stands; any thread may ask. */
  MarketFigures.SourceState state() {
    return state;
  }

  /** How often it told something new; any thread may ask. */
  long news() {
    return news.get();
  }

  /** Whether there is nothing more to hear of it for now; any thread may ask. */
  boolean isSettled() {
    return settled;
  }

  private void work() {
    try {
      boolean asked = true;
      while (asked && !executor.isShutdown()) {
        asked = step();
      }
    } catch (RuntimeException e) {
      if (!executor.isShutdown()) {
        metrics.sourceFailed(CoinGecko.SOURCE);
        rest(NEXT_TRY, String.valueOf(e));
        LOG.error("event=market_reader_failed then=\"tried again at {}\"", restUntil, e);
      }
    }
  }

  /** Asks for one thing, if anything is due and can be asked for; tells whether it did. */
  boolean step() {
    Instant now = machine.instant();
    if (Duration.between(suite.instant(), now).abs().compareTo(CLOCKS_APART) > 0) {
      settled = true;
      state = new MarketFigures.SourceState(CoinGecko.SOURCE, lastSuccess, REPLAY, 0);
      return false;
    }
    if (coinsDue == null) {
      coinsDue = recall(now);
    }
    boolean coinsAreDue = !coinsDue.isAfter(now);
    Optional<AssetMarket> coin = nextCoin(now);
    settled = restUntil.isAfter(now) || (!coinsAreDue && coin.isEmpty());
    if (settled) {
      tell(now);
      return false;
    }
    if (coinsAreDue) {
      readCoins(now);
    } else {
      coin.ifPresent(one -> readListings(one, now));
    }
    tell(now);
    return true;
  }

  /** What an earlier run was told is not asked for again before its time. */
  private Instant recall(Instant now) {
    told.putAll(stored.get());
    told.keySet().retainAll(currencies);
    lastSuccess =
        told.values().stream().map(AssetMarket::asOf).max(Comparator.naturalOrder()).orElse(null);
    return told.keySet().containsAll(currencies)
        ? told.values().stream()
            .map(market -> market.asOf().plus(refresh))
            .min(Comparator.naturalOrder())
            .orElse(now)
        : now;
  }

  private void readCoins(Instant now) {
    CoinGecko.Found found = api.coins(currencies);
    found
        .coins()
        .forEach(
            (currency, coin) -> {
              AssetMarket market = coin.market(currency, now);
              AssetMarket before = told.get(currency);
              keep(before == null ? market : market.withListingsOf(before));
            });
    SourceException failure = found.failure();
    coinsProblem = failure == null ? null : failure.getMessage();
    if (failure == null) {
      coinsDue = now.plus(refresh);
      answered(now);
    } else {
      failed(failure);
      coinsDue = failure.ofRequestAlone() ? now.plus(NEXT_TRY) : restUntil;
    }
  }

  private Optional<AssetMarket> nextCoin(Instant now) {
    return told.values().stream()
        .filter(market -> isDue(market, now))
        .min(Comparator.comparing(this::lastAsked).thenComparing(AssetMarket::base));
  }

  private boolean isDue(AssetMarket market, Instant now) {
    Instant listed = market.listingsAsOf();
    return market.coinId() != null
        && (listed == null || !listed.plus(refresh).isAfter(now))
        && !notBefore.getOrDefault(market.base(), Instant.EPOCH).isAfter(now);
  }

  private Instant lastAsked(AssetMarket market) {
    Instant asked = askedAt.get(market.base());
    if (asked != null) {
      return asked;
    }
    return market.listingsAsOf() == null ? Instant.EPOCH : market.listingsAsOf();
  }

  private void readListings(AssetMarket market, Instant now) {
    askedAt.put(market.base(), now);
    try {
      CoinGecko.Listings listings = api.listings(String.valueOf(market.coinId()));
      keep(market.withListings(listings.exchanges(), listings.atLeast(), now));
      notBefore.remove(market.base());
      coinProblems.remove(market.base());
      answered(now);
    } catch (SourceException e) {
      notBefore.put(market.base(), now.plus(e.ofRequestAlone() ? refresh : NEXT_TRY));
      coinProblems.put(market.base(), String.valueOf(e.getMessage()));
      failed(e);
    }
  }

  private void keep(AssetMarket market) {
    store.accept(market);
    told.put(market.base(), market);
    news.incrementAndGet();
  }

  private void answered(Instant now) {
    metrics.sourceAnswered(CoinGecko.SOURCE);
    failuresInARow = 0;
    lastSuccess = now;
    sourceProblem = null;
  }

  private void failed(SourceException failure) {
    metrics.sourceFailed(CoinGecko.SOURCE);
    if (failure.ofRequestAlone()) {
      LOG.warn(
          "event=market_figures_missing source={} cause=\"{}\" then=\"others are asked for\"",
          CoinGecko.SOURCE,
          failure.getMessage());
      return;
    }
    rest(patience(failure), failure.getMessage());
    failuresInARow++;
    LOG.warn(
        "event=market_source_away source={} cause=\"{}\" then=\"what it told last is used; asked"
            + " again at {}\"",
        CoinGecko.SOURCE,
        failure.getMessage(),
        restUntil);
  }

  private void rest(Duration length, @Nullable String cause) {
    Instant now = machine.instant();
    restUntil = now.plus(length);
    sourceProblem = cause;
    settled = true;
    tell(now);
  }

  private Duration patience(SourceException failure) {
    Duration own = FIRST_REST.multipliedBy(1L << Math.min(failuresInARow, MOST_DOUBLINGS));
    Duration wanted = failure.retryAfter();
    return wanted != null && wanted.compareTo(own) > 0 ? wanted : own;
  }

  private void tell(Instant now) {
    int waiting = (int) told.values().stream().filter(market -> isDue(market, now)).count();
    state =
        new MarketFigures.SourceState(
            CoinGecko.SOURCE, lastSuccess, problem().orElse(null), waiting);
  }

  private Optional<String> problem() {
    return Optional.ofNullable(sourceProblem)
        .or(() -> Optional.ofNullable(coinsProblem))
        .or(
            () ->
                coinProblems.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                        "no listings of %s: %s"
                            .formatted(
                                String.join(", ", coinProblems.keySet()),
                                coinProblems.firstEntry().getValue())));
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
