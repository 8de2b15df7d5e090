package io.tidemark.backtester.report;

import java.time.Instant;
import java.util.List;

/**
 * How complete a symbol's bars were.
 *
 * @param expectedBars that fit between the first open and the last close
 * @param bars that there were
 * @param partialBars with a known hole in them; nothing was decided on them
 * @param correctedBars that had one and were healed
 * @param repeatedRows that files told again alike, and were taken once
 * @param gaps stretches without bars, in order of time
 */
public record DataCompleteness(
    long expectedBars,
    long bars,
    long partialBars,
    long correctedBars,
    long repeatedRows,
    List<Gap> gaps) {

  /**
   * @throws IllegalArgumentException if a count is negative, or there are more bars than fit
   */
  public DataCompleteness {
    if (partialBars < 0
        || correctedBars < 0
        || repeatedRows < 0
        || bars < 0
        || bars > expectedBars) {
      throw new IllegalArgumentException(
          "bars must be 0 to expectedBars %d, partialBars, correctedBars and repeatedRows 0 or above, were %d, %d, %d and %d"
              .formatted(expectedBars, bars, partialBars, correctedBars, repeatedRows));
    }
    gaps = List.copyOf(gaps);
  }

  /**
   * A stretch without bars.
   *
   * @param from the open of the first bar that is missing
   * @param to the open of the next one that is there
   * @param bars that are missing
   */
  public record Gap(Instant from, Instant to, long bars) {}
}
