package io.tidemark.exchange.resilience;

import io.tidemark.exchange.ExchangeSettings;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Growing pauses between attempts, varied so that many clients do not return at once. */
public final class Backoff {

  private static final double LONGEST_MILLIS = 60_000;

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
    double grown =
        settings.firstPause().toMillis() * Math.pow(settings.backoffFactor(), attempt - 1.0);
    double varied =
        Math.min(grown, LONGEST_MILLIS) * (1 + settings.jitter() * (2 * random.nextDouble() - 1));
    return Duration.ofMillis(Math.max(1, Math.round(varied)));
  }
}
