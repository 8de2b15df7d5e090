package io.tidemark.exchange.resilience;

import io.tidemark.exchange.ExchangeSettings;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Growing pauses between attempts, varied so that many clients do not return at once. */
public final class Backoff {

  private static final double LONGEST_MILLIS = 60_000;

  /** How much longer a venue is left alone that counts requests or is overloaded. */
  private static final int LONG_FACTOR = 8;

  /** Kraken locks out for a quarter of an hour. */
  private static final double LONGEST_LONG_MILLIS = 900_000;

  private final ExchangeSettings.Retry settings;
  private final RandomGenerator random;

  public Backoff(ExchangeSettings.Retry settings, RandomGenerator random) {
    this.settings = settings;
    this.random = random;
  }

  /**
   * The pause after a failed attempt, at most a minute before it is varied.
   *
   * @param attempt 1 for the first one that failed
   */
  public synchronized Duration after(int attempt) {
    return after(attempt, 1, LONGEST_MILLIS);
  }

  /**
   * The pause after a venue said that it was asked too much, eight times as long; at most a quarter
   * of an hour before it is varied.
   *
   * @param attempt 1 for the first one that failed so
   */
  public synchronized Duration longAfter(int attempt) {
    return after(attempt, LONG_FACTOR, LONGEST_LONG_MILLIS);
  }

  private Duration after(int attempt, int times, double longestMillis) {
    double grown =
        settings.firstPause().toMillis()
            * times
            * Math.pow(settings.backoffFactor(), attempt - 1.0);
    double varied =
        Math.min(grown, longestMillis) * (1 + settings.jitter() * (2 * random.nextDouble() - 1));
    return Duration.ofMillis(Math.max(1, Math.round(varied)));
  }
}
