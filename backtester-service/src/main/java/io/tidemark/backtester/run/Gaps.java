package io.tidemark.backtester.run;

import io.tidemark.backtester.report.DataCompleteness;
import io.tidemark.backtester.report.DataCompleteness.Gap;
import io.tidemark.core.history.BarColumns;
import io.tidemark.model.Completeness;
import io.tidemark.model.Timeframe;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** How complete the bars of a history are. */
public final class Gaps {

  private Gaps() {}

  /**
   * What is missing of bars, of which there is at least one.
   *
   * @param repeated rows that were told again alike
   * @param mayBeCorrected whether some may have been healed since; candles of files are not
   */
  static DataCompleteness completeness(BarColumns columns, long repeated, boolean mayBeCorrected) {
    List<Gap> gaps = of(columns);
    long missing = gaps.stream().mapToLong(Gap::bars).sum();
    return new DataCompleteness(
        columns.size() + missing,
        columns.size(),
        columns.partialBars(),
        mayBeCorrected ? corrected(columns) : 0,
        repeated,
        gaps);
  }

  private static List<Gap> of(BarColumns columns) {
    Timeframe timeframe = columns.timeframe();
    List<Gap> gaps = new ArrayList<>();
    for (int i = 1; i < columns.size(); i++) {
      long last = columns.openMillis(i - 1);
      long next = columns.openMillis(i);
      long missing = steps(timeframe, last, next) - 1;
      if (missing > 0) {
        gaps.add(
            new Gap(
                timeframe.closeOf(Instant.ofEpochMilli(last)),
                Instant.ofEpochMilli(next),
                missing));
      }
    }
    return gaps;
  }

  private static long steps(Timeframe timeframe, long from, long to) {
    return timeframe == Timeframe.MONTH1
        ? ChronoUnit.MONTHS.between(day(from), day(to))
        : (to - from) / timeframe.nominalLength().toMillis();
  }

  private static LocalDate day(long millis) {
    return LocalDate.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
  }

  private static long corrected(BarColumns columns) {
    return IntStream.range(0, columns.size())
        .filter(i -> columns.bar(i).completeness() == Completeness.CORRECTED)
        .count();
  }

  /** The gap of which the most bars are missing, the first of several; empty without any. */
  public static Optional<Gap> longest(DataCompleteness completeness) {
    return completeness.gaps().stream()
        .reduce((one, other) -> other.bars() > one.bars() ? other : one);
  }
}
