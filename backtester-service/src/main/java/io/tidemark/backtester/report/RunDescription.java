package io.tidemark.backtester.report;

import io.tidemark.model.Timeframe;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was run.
 *
 * @param title heads the report
 * @param strategy its name
 * @param timeframe on which it decides
 * @param currency what it trades against, such as {@code USD}
 * @param from the open of the first bar
 * @param to the close of the last bar, after {@code from}
 * @param bars of all symbols together
 * @param inputSha256 of the data that were read
 * @param tradesSha256 of the trades that came out
 * @param configurationSha256 of what the strategy was run with
 * @param speed how long it took; null where reports of equal runs should be equal
 */
public record RunDescription(
    String title,
    String strategy,
    Timeframe timeframe,
    String currency,
    Instant from,
    Instant to,
    long bars,
    String inputSha256,
    String tradesSha256,
    String configurationSha256,
    @Nullable Speed speed) {

  /**
   * @throws IllegalArgumentException if it ends before it begins
   */
  public RunDescription {
    if (!to.isAfter(from)) {
      throw new IllegalArgumentException("to must be after from %s, was %s".formatted(from, to));
    }
  }

  /**
   * How long it took.
   *
   * @param elapsedSeconds of the engine, data in memory
   * @param barsPerSecond in that time
   */
  public record Speed(double elapsedSeconds, double barsPerSecond) {}
}
