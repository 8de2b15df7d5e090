package io.tidemark.launcher.soak;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a soak is asked for.
 *
 * @param length how long to trade once all is ready, in the machine's time
 * @param symbols how many markets
 * @param speed seconds of the venue in one second; the venue waits while the suite lags
 * @param seed of the markets and the faults
 * @param json where to write the report; null for nowhere
 */
public record SoakSettings(
    Duration length, int symbols, int speed, long seed, @Nullable Path json) {

  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final int MOST_SYMBOLS = 1000;

  /** What one run keeps in memory of each series is bounded by this. */
  private static final int MOST_SAMPLES = 1000;

  private static final Duration SHORTEST_PERIOD = Duration.ofSeconds(10);

  /** The venue's time goes on while the trading is ended. */
  private static final Duration FOR_THE_END = Duration.ofMinutes(10);

  public SoakSettings {
    if (length.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException(
          "--for must be 1m or above, was %d s".formatted(length.toSeconds()));
    }
    if (symbols < 1 || symbols > MOST_SYMBOLS) {
      throw new IllegalArgumentException(
          "--symbols must be from 1 to %d, was %d".formatted(MOST_SYMBOLS, symbols));
    }
    if (speed < 1) {
      throw new IllegalArgumentException("--speed must be 1 or above, was " + speed);
    }
  }

  /** From one sample to the next. */
  Duration samplePeriod() {
    Duration share = length.dividedBy(MOST_SAMPLES);
    return share.compareTo(SHORTEST_PERIOD) < 0 ? SHORTEST_PERIOD : share;
  }

  /** How much of the venue's time is traded in, at most. */
  Duration venueTime() {
    return length.multipliedBy(speed);
  }

  /** How much of the venue's time the end of the trading may take. */
  Duration venueTimeOfTheEnd() {
    return FOR_THE_END.multipliedBy(speed);
  }
}
