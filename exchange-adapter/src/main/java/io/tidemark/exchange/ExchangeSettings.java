package io.tidemark.exchange;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to reach one venue.
 *
 * @param exchange its name, such as {@code kraken}
 * @param restUrl where its REST interface is; null for the venue's own address
 * @param websocketUrl where its streams are, without a path, such as {@code ws://127.0.0.1:8090};
 *     null for the venue's own addresses
 * @param sandbox whether the venue's sandbox is meant, where no address is given
 * @param credentials the account; null for market data only
 * @param connectTimeout how long a connection may take
 * @param readTimeout how long an answer may take
 * @param rateLimit how many requests may be sent
 * @param retry how reads are repeated
 * @param circuitBreaker when to stop asking for a while
 * @param streamHealth when a silent stream is doubted
 */
public record ExchangeSettings(
    String exchange,
    @Nullable URI restUrl,
    @Nullable URI websocketUrl,
    boolean sandbox,
    @Nullable Credentials credentials,
    Duration connectTimeout,
    Duration readTimeout,
    RateLimit rateLimit,
    Retry retry,
    CircuitBreaker circuitBreaker,
    StreamHealthSettings streamHealth) {

  /**
   * How many requests may be sent.
   *
   * @param requests in one period, above 0
   * @param period above 0
   * @param maximumWait how long a call may wait for its turn; a call that would wait longer is
   *     denied without being sent
   */
  public record RateLimit(int requests, Duration period, Duration maximumWait) {
    public RateLimit {
      requirePositive("rateLimit.requests", requests);
      requirePositive("rateLimit.period", period);
      if (maximumWait.isNegative()) {
        throw new IllegalArgumentException(
            "rateLimit.maximumWait must be 0 or above, was " + maximumWait);
      }
    }
  }

  /**
   * How reads are repeated after a passing failure. Orders and cancels never are.
   *
   * @param attempts the first one included, above 0
   * @param firstPause before the second attempt, above 0
   * @param backoffFactor each further pause is longer by this, 1 or above
   * @param jitter the fraction by which a pause is varied either way, from 0 to below 1
   */
  public record Retry(int attempts, Duration firstPause, double backoffFactor, double jitter) {
    public Retry {
      requirePositive("retry.attempts", attempts);
      requirePositive("retry.firstPause", firstPause);
      if (!(backoffFactor >= 1)) {
        throw new IllegalArgumentException(
            "retry.backoffFactor must be 1 or above, was " + backoffFactor);
      }
      if (!(jitter >= 0 && jitter < 1)) {
        throw new IllegalArgumentException("retry.jitter must be from 0 to below 1, was " + jitter);
      }
    }
  }

  /**
   * When to stop asking for a while.
   *
   * @param failurePercentage of the last calls at which it opens, above 0 to 100
   * @param calls how many last calls are looked at, above 0
   * @param pause how long it stays open, above 0
   */
  public record CircuitBreaker(float failurePercentage, int calls, Duration pause) {
    public CircuitBreaker {
      if (!(failurePercentage > 0 && failurePercentage <= 100)) {
        throw new IllegalArgumentException(
            "circuitBreaker.failurePercentage must be above 0 to 100, was " + failurePercentage);
      }
      requirePositive("circuitBreaker.calls", calls);
      requirePositive("circuitBreaker.pause", pause);
    }
  }

  /**
   * @throws IllegalArgumentException if a time-out is not above 0
   */
  public ExchangeSettings {
    requirePositive("connectTimeout", connectTimeout);
    requirePositive("readTimeout", readTimeout);
  }

  /** Settings of the venue itself and not of its sandbox, with the usual patience for streams. */
  public ExchangeSettings(
      String exchange,
      @Nullable URI restUrl,
      @Nullable URI websocketUrl,
      @Nullable Credentials credentials,
      Duration connectTimeout,
      Duration readTimeout,
      RateLimit rateLimit,
      Retry retry,
      CircuitBreaker circuitBreaker) {
    this(
        exchange,
        restUrl,
        websocketUrl,
        false,
        credentials,
        connectTimeout,
        readTimeout,
        rateLimit,
        retry,
        circuitBreaker,
        StreamHealthSettings.defaults());
  }

  /**
   * The venue at its own address, without an account, within the limit of requests that it
   * publishes; 5 attempts from 500 ms on with factor 2 and jitter 0.2, 30 seconds for an answer.
   */
  public static ExchangeSettings of(String exchange) {
    return new ExchangeSettings(
        exchange,
        null,
        null,
        false,
        null,
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        ExchangeGateways.publishedRateLimit(exchange),
        new Retry(5, Duration.ofMillis(500), 2, 0.2),
        new CircuitBreaker(50, 20, Duration.ofSeconds(30)),
        StreamHealthSettings.defaults());
  }

  /**
   * The venue as a suite's configuration has it; every service asks for it here, so that all mean
   * the same.
   *
   * @param retries how often a read is repeated, 0 or above
   * @param backoffFactor each further pause is longer by this, 1 or above
   * @param timeout how long an answer may take
   * @param sandbox whether the venue's sandbox is meant
   * @param requests that may be sent in {@code period}; null for what the venue publishes
   * @param period of the requests; null with them
   * @param waits of streams that differ from the usual, see {@link StreamHealthSettings#with}
   * @throws IllegalArgumentException if a value is out of its range or a wait is not known
   */
  public static ExchangeSettings configured(
      String exchange,
      int retries,
      BigDecimal backoffFactor,
      Duration timeout,
      boolean sandbox,
      @Nullable Integer requests,
      @Nullable Duration period,
      Map<String, Duration> waits) {
    ExchangeSettings usual =
        of(exchange).with(retries, backoffFactor.doubleValue(), timeout).inSandbox(sandbox);
    ExchangeSettings healthy = usual.with(usual.streamHealth().with(waits));
    return requests == null || period == null
        ? healthy
        : healthy.with(new RateLimit(requests, period, usual.rateLimit().maximumWait()));
  }

  /**
   * The same with another patience.
   *
   * @param retries how often a read is repeated, 0 or above
   * @param backoffFactor each further pause is longer by this, 1 or above
   * @param timeout how long an answer may take
   */
  public ExchangeSettings with(int retries, double backoffFactor, Duration timeout) {
    return new ExchangeSettings(
        exchange,
        restUrl,
        websocketUrl,
        sandbox,
        credentials,
        connectTimeout,
        timeout,
        rateLimit,
        new Retry(retries + 1, retry.firstPause(), backoffFactor, retry.jitter()),
        circuitBreaker,
        streamHealth);
  }

  /**
   * The same at other addresses.
   *
   * @param rest null for the venue's own
   * @param websocket null for the venue's own
   */
  public ExchangeSettings at(@Nullable URI rest, @Nullable URI websocket) {
    return new ExchangeSettings(
        exchange,
        rest,
        websocket,
        sandbox,
        credentials,
        connectTimeout,
        readTimeout,
        rateLimit,
        retry,
        circuitBreaker,
        streamHealth);
  }

  /** The same by another name, such as the short one of a class. */
  public ExchangeSettings named(String name) {
    return new ExchangeSettings(
        name,
        restUrl,
        websocketUrl,
        sandbox,
        credentials,
        connectTimeout,
        readTimeout,
        rateLimit,
        retry,
        circuitBreaker,
        streamHealth);
  }

  /** The same, or its sandbox. */
  public ExchangeSettings inSandbox(boolean meant) {
    return new ExchangeSettings(
        exchange,
        restUrl,
        websocketUrl,
        meant,
        credentials,
        connectTimeout,
        readTimeout,
        rateLimit,
        retry,
        circuitBreaker,
        streamHealth);
  }

  /** The same with an account; null for none. */
  public ExchangeSettings with(@Nullable Credentials account) {
    return new ExchangeSettings(
        exchange,
        restUrl,
        websocketUrl,
        sandbox,
        account,
        connectTimeout,
        readTimeout,
        rateLimit,
        retry,
        circuitBreaker,
        streamHealth);
  }

  /** The same with another limit of requests. */
  public ExchangeSettings with(RateLimit limit) {
    return new ExchangeSettings(
        exchange,
        restUrl,
        websocketUrl,
        sandbox,
        credentials,
        connectTimeout,
        readTimeout,
        limit,
        retry,
        circuitBreaker,
        streamHealth);
  }

  /** The same with other retries of reads. */
  public ExchangeSettings with(Retry retries) {
    return new ExchangeSettings(
        exchange,
        restUrl,
        websocketUrl,
        sandbox,
        credentials,
        connectTimeout,
        readTimeout,
        rateLimit,
        retries,
        circuitBreaker,
        streamHealth);
  }

  /** The same with another patience for silent streams. */
  public ExchangeSettings with(StreamHealthSettings health) {
    return new ExchangeSettings(
        exchange,
        restUrl,
        websocketUrl,
        sandbox,
        credentials,
        connectTimeout,
        readTimeout,
        rateLimit,
        retry,
        circuitBreaker,
        health);
  }

  private static void requirePositive(String field, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(field + " must be above 0, was " + value);
    }
  }

  private static void requirePositive(String field, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException(field + " must be above 0, was " + value);
    }
  }
}
