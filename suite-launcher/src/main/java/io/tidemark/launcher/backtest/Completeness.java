package io.tidemark.launcher.backtest;

import io.tidemark.core.history.BarColumns;
import io.tidemark.model.Timeframe;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How complete bars are.
 *
 * @param expectedBars that fit between the first open and the last close
 * @param bars that there are
 * @param incompleteBars of them, those with a known hole
 * @param gaps stretches without bars, in order of time
 */
record Completeness(long expectedBars, long bars, long incompleteBars, List<Gap> gaps) {

  Completeness {
    gaps = List.copyOf(gaps);
  }

  /**
   * A stretch without bars.
   *
   * @param from the open of the first bar that is missing
   * @param to the open of the next one that is there
   * @param bars that are missing
   */
  record Gap(Instant from, Instant to, long bars) {}

  /** Of bars, of which there is at least one. */
  static Completeness of(BarColumns columns) {
    Timeframe timeframe = columns.timeframe();
    List<Gap> gaps = new ArrayList<>();
    long missing = 0;
    for (int i = 1; i < columns.size(); i++) {
      long left = steps(timeframe, columns.openMillis(i - 1), columns.openMillis(i)) - 1;
      if (left > 0) {
        Instant last = Instant.ofEpochMilli(columns.openMillis(i - 1));
        gaps.add(
            new Gap(timeframe.closeOf(last), Instant.ofEpochMilli(columns.openMillis(i)), left));
        missing += left;
      }
    }
    return new Completeness(columns.size() + missing, columns.size(), columns.partialBars(), gaps);
  }

  private static long steps(Timeframe timeframe, long from, long to) {
    return timeframe == Timeframe.MONTH1
        ? ChronoUnit.MONTHS.between(day(from), day(to))
        : (to - from) / timeframe.nominalLength().toMillis();
  }

  private static LocalDate day(long millis) {
    return LocalDate.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
  }

  /** The gap of which the most bars are missing, the first of several; empty without any. */
  Optional<Gap> longestGap() {
    return gaps.stream().reduce((one, other) -> other.bars() > one.bars() ? other : one);
  }

  /** How many bars are missing. */
  long missingBars() {
    return expectedBars - bars;
  }
}
