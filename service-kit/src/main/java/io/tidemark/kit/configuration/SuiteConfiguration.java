package io.tidemark.kit.configuration;

import io.tidemark.core.risk.RiskLimits;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code config/tidemark.yaml}: what all services of a suite share. Sections that are left out have
 * defaults.
 *
 * @param exchange where to trade
 * @param symbols what to collect and trade there, at least one
 */
public record SuiteConfiguration(
    Exchange exchange,
    List<Symbol> symbols,
    MarketData marketData,
    Portfolio portfolio,
    Risk risk,
    Execution execution) {

  @SuppressWarnings("NullAway") // absent sections arrive as null
  public SuiteConfiguration {
    if (exchange == null) {
      throw new IllegalArgumentException("exchange is missing; give exchange.name");
    }
    if (symbols == null || symbols.isEmpty()) {
      throw new IllegalArgumentException("symbols is missing; give at least one, such as BTC/USD");
    }
    symbols = List.copyOf(symbols);
    marketData = marketData == null ? new MarketData(null, null) : marketData;
    portfolio = portfolio == null ? new Portfolio(null) : portfolio;
    risk = risk == null ? new Risk(null, null) : risk;
    execution = execution == null ? new Execution(null, null) : execution;
  }

  /**
   * Reads the file.
   *
   * @throws ConfigurationException if it is missing or not valid
   */
  public static SuiteConfiguration load(Path file) {
    return YamlFile.read(file, SuiteConfiguration.class);
  }

  /** The same configuration for other symbols. */
  public SuiteConfiguration withSymbols(List<Symbol> others) {
    return new SuiteConfiguration(exchange, others, marketData, portfolio, risk, execution);
  }

  /**
   * The exchange and how patiently it is asked.
   *
   * @param name such as {@code kraken}
   * @param rateLimitRetries how often an idempotent request is tried again, 0 or above
   * @param backoffFactor by which the wait before each next try grows, 1 or above
   * @param timeoutSeconds how long an answer may take, 1 or above
   */
  public record Exchange(
      String name,
      @Nullable Integer rateLimitRetries,
      @Nullable BigDecimal backoffFactor,
      @Nullable Integer timeoutSeconds) {

    @SuppressWarnings("NullAway") // an absent key arrives as null
    public Exchange {
      if (name == null || name.isBlank()) {
        throw new IllegalArgumentException("exchange.name is missing; give one such as kraken");
      }
      rateLimitRetries = rateLimitRetries == null ? Integer.valueOf(5) : rateLimitRetries;
      backoffFactor = backoffFactor == null ? BigDecimal.TWO : backoffFactor;
      timeoutSeconds = timeoutSeconds == null ? Integer.valueOf(30) : timeoutSeconds;
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
  }

  /**
   * What is built from the market's trades.
   *
   * @param timeframes of the bars; the shortest is 1m and always built
   * @param barGrace how far the venue's stream must have passed a close before the bar is closed
   */
  public record MarketData(@Nullable List<Timeframe> timeframes, @Nullable Duration barGrace) {

    private static final Duration DEFAULT_GRACE = Duration.ofSeconds(1);

    public MarketData {
      timeframes = timeframes == null ? List.of(Timeframe.values()) : List.copyOf(timeframes);
      barGrace = barGrace == null ? DEFAULT_GRACE : barGrace;
      require(
          timeframes.contains(Timeframe.M1), "market_data.timeframes must contain 1m", timeframes);
    }

    /** The timeframes, never null. */
    public List<Timeframe> allTimeframes() {
      return timeframes == null ? List.of() : timeframes;
    }

    /** The grace, never null. */
    public Duration grace() {
      return barGrace == null ? DEFAULT_GRACE : barGrace;
    }
  }

  /**
   * @param initialCash of the quote currency, with which a paper account starts; above 0
   */
  public record Portfolio(@Nullable BigDecimal initialCash) {

    private static final BigDecimal DEFAULT_CASH = BigDecimal.valueOf(10_000);

    public Portfolio {
      initialCash = initialCash == null ? DEFAULT_CASH : initialCash;
      require(initialCash.signum() > 0, "portfolio.initial_cash must be above 0", initialCash);
    }

    /** The cash, never null. */
    public BigDecimal cash() {
      return initialCash == null ? DEFAULT_CASH : initialCash;
    }
  }

  /**
   * The account's limits, whatever its strategies ask for.
   *
   * @param maxOpenPositions at once, 1 or above
   * @param maxPositionSizePct the most percent of equity that one position may cost
   */
  public record Risk(@Nullable Integer maxOpenPositions, @Nullable BigDecimal maxPositionSizePct) {

    private static final int DEFAULT_MAX_OPEN = 5;
    private static final BigDecimal DEFAULT_MAX_PCT = BigDecimal.valueOf(5);

    public Risk {
      maxOpenPositions =
          maxOpenPositions == null ? Integer.valueOf(DEFAULT_MAX_OPEN) : maxOpenPositions;
      maxPositionSizePct = maxPositionSizePct == null ? DEFAULT_MAX_PCT : maxPositionSizePct;
      new RiskLimits(maxOpenPositions, maxPositionSizePct);
    }

    /** As the core takes them. */
    public RiskLimits limits() {
      return new RiskLimits(
          maxOpenPositions == null ? DEFAULT_MAX_OPEN : maxOpenPositions,
          maxPositionSizePct == null ? DEFAULT_MAX_PCT : maxPositionSizePct);
    }
  }

  /**
   * How paper orders are filled.
   *
   * @param slippageBps by which market orders fill worse than the book, 0 or above
   * @param latency from decision to the venue; at least the bars' grace
   */
  public record Execution(@Nullable BigDecimal slippageBps, @Nullable Duration latency) {

    private static final Duration DEFAULT_LATENCY = Duration.ofSeconds(1);

    public Execution {
      slippageBps = slippageBps == null ? BigDecimal.ZERO : slippageBps;
      latency = latency == null ? DEFAULT_LATENCY : latency;
      require(slippageBps.signum() >= 0, "execution.slippage_bps must be 0 or above", slippageBps);
    }

    /** The slippage, never null. */
    public BigDecimal slippage() {
      return slippageBps == null ? BigDecimal.ZERO : slippageBps;
    }

    /** The latency, never null. */
    public Duration paperLatency() {
      return latency == null ? DEFAULT_LATENCY : latency;
    }
  }

  private static void require(boolean holds, String rule, Object seen) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ", was " + seen);
    }
  }
}
