package io.tidemark.kit.configuration;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonCreator;
import io.tidemark.core.risk.RiskLimits;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code config/tidemark.yaml}: what all services of a suite share. Sections and keys that are left
 * out have defaults.
 *
 * @param exchange where to trade
 * @param symbols what to collect and trade there, at least one; default BTC/USD
 * @param filtering which of them may be traded
 * @param sectors symbols that are compared with each other, by the sector's name; a symbol is in
 *     one at most; default none
 */
public record SuiteConfiguration(
    Exchange exchange,
    List<Symbol> symbols,
    MarketData marketData,
    Portfolio portfolio,
    @JsonAlias("risk_management") Risk risk,
    Execution execution,
    Application application,
    Filtering filtering,
    SortedMap<String, List<Symbol>> sectors) {

  private static final List<Symbol> USUAL_SYMBOLS = List.of(Symbol.parse("BTC/USD"));

  public SuiteConfiguration {
    require(!symbols.isEmpty(), "symbols must name at least one, such as BTC/USD", symbols);
    symbols = List.copyOf(symbols);
    sectors = checked(sectors);
  }

  private static SortedMap<String, List<Symbol>> checked(Map<String, List<Symbol>> sectors) {
    SortedMap<String, List<Symbol>> copy = new TreeMap<>();
    Set<Symbol> seen = new HashSet<>();
    sectors.forEach(
        (name, members) -> {
          for (Symbol member : members) {
            require(seen.add(member), "sectors must have a symbol once, twice was", member);
          }
          copy.put(name, List.copyOf(members));
        });
    return Collections.unmodifiableSortedMap(copy);
  }

  @JsonCreator
  static SuiteConfiguration read(
      @Nullable Exchange exchange,
      @Nullable List<Symbol> symbols,
      @Nullable MarketData marketData,
      @Nullable Portfolio portfolio,
      @JsonAlias("risk_management") @Nullable Risk risk,
      @Nullable Execution execution,
      @Nullable Application application,
      @Nullable Filtering filtering,
      @Nullable SortedMap<String, List<Symbol>> sectors) {
    return new SuiteConfiguration(
        required("exchange", exchange, "give exchange.name"),
        symbols == null ? USUAL_SYMBOLS : symbols,
        marketData == null ? MarketData.read(null, null, null) : marketData,
        portfolio == null ? Portfolio.read(null) : portfolio,
        risk == null ? Risk.read(null, null, null) : risk,
        execution == null ? Execution.read(null, null) : execution,
        application == null ? Application.read(null, null, null) : application,
        filtering == null ? Filtering.ABSENT : filtering,
        sectors == null ? Collections.emptySortedMap() : sectors);
  }

  /**
   * Reads the file.
   *
   * @throws ConfigurationException if it is missing or not valid
   */
  public static SuiteConfiguration load(Path file) {
    return ConfigurationSource.of(file).suite();
  }

  /** The same configuration for other symbols. */
  public SuiteConfiguration withSymbols(List<Symbol> others) {
    return new SuiteConfiguration(
        exchange, others, marketData, portfolio, risk, execution, application, filtering, sectors);
  }

  /**
   * The exchange and how patiently it is asked.
   *
   * @param name such as {@code kraken}
   * @param rateLimitRetries how often an idempotent request is tried again, 0 or above; default 5
   * @param backoffFactor by which the wait before each next try grows, 1 or above; default 2
   * @param timeoutSeconds how long an answer may take, 1 or above; default 30
   * @param sandbox whether the venue's sandbox is meant, for prices and orders alike; default
   *     false; the trading mode sandbox implies it
   * @param rateLimit how many requests may be sent; null, the default, for what the venue publishes
   * @param streamHealth when streams are doubted, where that is to differ from the usual
   */
  public record Exchange(
      String name,
      int rateLimitRetries,
      BigDecimal backoffFactor,
      int timeoutSeconds,
      boolean sandbox,
      @Nullable RateLimit rateLimit,
      StreamHealth streamHealth) {

    public Exchange {
      require(!name.isBlank(), "exchange.name must be one such as kraken", name);
      require(
          rateLimitRetries >= 0,
          "exchange.rate_limit_retries must be 0 or above",
          rateLimitRetries);
      require(
          backoffFactor.compareTo(BigDecimal.ONE) >= 0,
          "exchange.backoff_factor must be 1 or above",
          backoffFactor);
      require(timeoutSeconds >= 1, "exchange.timeout_seconds must be 1 or above", timeoutSeconds);
    }

    @JsonCreator
    static Exchange read(
        @Nullable String name,
        @Nullable Integer rateLimitRetries,
        @Nullable BigDecimal backoffFactor,
        @Nullable Integer timeoutSeconds,
        @Nullable Boolean sandbox,
        @Nullable RateLimit rateLimit,
        @Nullable StreamHealth streamHealth) {
      return new Exchange(
          required("exchange.name", name, "give one such as kraken"),
          rateLimitRetries == null ? 5 : rateLimitRetries,
          backoffFactor == null ? BigDecimal.TWO : backoffFactor,
          timeoutSeconds == null ? 30 : timeoutSeconds,
          sandbox != null && sandbox,
          rateLimit,
          streamHealth == null ? StreamHealth.USUAL : streamHealth);
    }

    /** What is made of the configuration of an exchange by whoever knows exchanges. */
    @FunctionalInterface
    public interface Use<T> {

      /**
       * @param requests in a period; null with it for what the venue publishes
       * @param waits of streams that differ from the usual, by their keys in the file
       */
      T of(
          String name,
          int retries,
          BigDecimal backoffFactor,
          Duration timeout,
          boolean sandbox,
          @Nullable Integer requests,
          @Nullable Duration period,
          Map<String, Duration> waits);
    }

    /** The exchange for a trading mode; that of the sandbox implies the venue's sandbox. */
    public <T> T in(TradingMode mode, Use<T> use) {
      return use.of(
          name,
          rateLimitRetries,
          backoffFactor,
          Duration.ofSeconds(timeoutSeconds),
          sandbox || mode == TradingMode.SANDBOX,
          rateLimit == null ? null : rateLimit.requests(),
          rateLimit == null ? null : Duration.ofSeconds(rateLimit.periodSeconds()),
          streamHealth.waits());
    }
  }

  /**
   * How many requests may be sent to the exchange.
   *
   * @param requests in one period, 1 or above
   * @param periodSeconds 1 or above
   */
  public record RateLimit(int requests, int periodSeconds) {

    public RateLimit {
      require(requests >= 1, "exchange.rate_limit.requests must be 1 or above", requests);
      require(
          periodSeconds >= 1,
          "exchange.rate_limit.period_seconds must be 1 or above",
          periodSeconds);
    }

    @JsonCreator
    static RateLimit read(@Nullable Integer requests, @Nullable Integer periodSeconds) {
      return new RateLimit(
          required("exchange.rate_limit.requests", requests, "give how many may be sent"),
          required(
              "exchange.rate_limit.period_seconds", periodSeconds, "give in how many seconds"));
    }
  }

  /**
   * What is built from the market's trades.
   *
   * @param timeframes of the bars; the shortest is 1m and always built; default all
   * @param barGrace how far the venue's stream must have passed a close before the bar is closed;
   *     default 1 s
   * @param bookDepth levels a side that are kept of each book, from 1 to 10,000; a venue that
   *     streams fewer gives what it has; default 100
   */
  public record MarketData(List<Timeframe> timeframes, Duration barGrace, int bookDepth) {

    private static final int DEEPEST_BOOK = 10_000;

    public MarketData {
      timeframes = List.copyOf(timeframes);
      require(
          timeframes.contains(Timeframe.M1), "market_data.timeframes must contain 1m", timeframes);
      require(
          bookDepth >= 1 && bookDepth <= DEEPEST_BOOK,
          "market_data.book_depth must be from 1 to " + DEEPEST_BOOK,
          bookDepth);
    }

    @JsonCreator
    static MarketData read(
        @Nullable List<Timeframe> timeframes,
        @Nullable Duration barGrace,
        @Nullable Integer bookDepth) {
      return new MarketData(
          timeframes == null ? List.of(Timeframe.values()) : timeframes,
          barGrace == null ? Duration.ofSeconds(1) : barGrace,
          bookDepth == null ? 100 : bookDepth);
    }
  }

  /**
   * @param initialCash of each quote currency, with which a paper account starts; above 0; default
   *     10,000
   */
  public record Portfolio(BigDecimal initialCash) {

    public Portfolio {
      require(initialCash.signum() > 0, "portfolio.initial_cash must be above 0", initialCash);
    }

    @JsonCreator
    static Portfolio read(@Nullable BigDecimal initialCash) {
      return new Portfolio(initialCash == null ? BigDecimal.valueOf(10_000) : initialCash);
    }
  }

  /**
   * The account's limits, whatever its strategies ask for. The section is also read as {@code
   * risk_management}.
   *
   * @param maxOpenPositions at once, 1 or above; default 5
   * @param maxPositionSizePct the most percent of equity that one position may cost; default 5;
   *     also read as {@code max_position_size_percentage}
   * @param allowShort whether SELL signals may open short positions, on paper and at venues that
   *     can; default no
   */
  public record Risk(
      int maxOpenPositions,
      @JsonAlias("max_position_size_percentage") BigDecimal maxPositionSizePct,
      boolean allowShort) {

    public Risk {
      new RiskLimits(maxOpenPositions, maxPositionSizePct);
    }

    @JsonCreator
    static Risk read(
        @Nullable Integer maxOpenPositions,
        @JsonAlias("max_position_size_percentage") @Nullable BigDecimal maxPositionSizePct,
        @Nullable Boolean allowShort) {
      return new Risk(
          maxOpenPositions == null ? 5 : maxOpenPositions,
          maxPositionSizePct == null ? BigDecimal.valueOf(5) : maxPositionSizePct,
          allowShort != null && allowShort);
    }

    /** As the core takes them. */
    public RiskLimits limits() {
      return new RiskLimits(maxOpenPositions, maxPositionSizePct);
    }
  }

  /**
   * How paper orders are filled.
   *
   * @param slippageBps by which market orders fill worse than the book, 0 or above; default 0
   * @param latency from decision to the venue, 0 or above; default 1 s
   */
  public record Execution(BigDecimal slippageBps, Duration latency) {

    public Execution {
      require(slippageBps.signum() >= 0, "execution.slippage_bps must be 0 or above", slippageBps);
    }

    @JsonCreator
    static Execution read(@Nullable BigDecimal slippageBps, @Nullable Duration latency) {
      return new Execution(
          slippageBps == null ? BigDecimal.ZERO : slippageBps,
          latency == null ? Duration.ofSeconds(1) : latency);
    }
  }

  /**
   * How the suite runs.
   *
   * @param marketDataStorageDays for which trades, tops of books and books are kept, above 0;
   *     default 30. Data is dropped by whole months, so some is kept longer
   * @param candleStorageDays for which bars are kept, above 0; null, the default, for ever, as
   *     backtests want years
   * @param loggingLevel of the suite's own classes; null, the default, as the logging is set up
   */
  public record Application(
      int marketDataStorageDays,
      @Nullable Integer candleStorageDays,
      @Nullable LoggingLevel loggingLevel) {

    public Application {
      require(
          marketDataStorageDays > 0,
          "application.market_data_storage_days must be above 0",
          marketDataStorageDays);
      if (candleStorageDays != null) {
        require(
            candleStorageDays > 0,
            "application.candle_storage_days must be above 0",
            candleStorageDays);
      }
    }

    @JsonCreator
    static Application read(
        @Nullable Integer marketDataStorageDays,
        @Nullable Integer candleStorageDays,
        @Nullable String loggingLevel) {
      return new Application(
          marketDataStorageDays == null ? 30 : marketDataStorageDays,
          candleStorageDays,
          loggingLevel == null ? null : LoggingLevel.parse(loggingLevel));
    }
  }

  private static <T> T required(String key, @Nullable T value, String remedy) {
    if (value == null) {
      throw new IllegalArgumentException("%s is missing; %s".formatted(key, remedy));
    }
    return value;
  }

  private static void require(boolean holds, String rule, Object seen) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ", was " + seen);
    }
  }
}
