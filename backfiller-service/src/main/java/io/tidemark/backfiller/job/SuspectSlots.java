package io.tidemark.backfiller.job;

import io.tidemark.core.history.Span;
import io.tidemark.exchange.InvalidData;
import io.tidemark.model.Timeframe;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which bars impossible rows are about, as far as the rows tell. A row that tells no time within
 * what was asked for may be about any of it.
 */
final class SuspectSlots {

  /** Seconds, milliseconds, microseconds or nanoseconds since the epoch, or an ISO instant. */
  private static final Pattern TIME =
      Pattern.compile(
          "\\d{4}-\\d{2}-\\d{2}T[\\d:.]+Z|(?<![\\d.])(?:\\d{19}|\\d{16}|\\d{13}|\\d{10})(?!\\d)");

  private static final int SECONDS = 10;
  private static final int MILLIS = 13;
  private static final int MICROS = 16;

  private SuspectSlots() {}

  /**
   * The slots of a timeframe that must not be taken for silent.
   *
   * @param asked the span that the rows were told of
   */
  static List<Span> of(List<InvalidData> invalid, Timeframe timeframe, Span asked) {
    List<Span> suspects = new ArrayList<>();
    for (InvalidData row : invalid) {
      List<Instant> times = times(row.raw()).stream().filter(asked::holds).toList();
      if (times.isEmpty()) {
        return List.of(asked);
      }
      for (Instant time : times) {
        Instant open = timeframe.openOf(time);
        suspects.add(new Span(open, timeframe.closeOf(open)));
      }
    }
    return Span.union(suspects, Duration.ZERO);
  }

  private static List<Instant> times(String raw) {
    List<Instant> times = new ArrayList<>();
    Matcher matcher = TIME.matcher(raw);
    while (matcher.find()) {
      String text = matcher.group();
      if (text.endsWith("Z")) {
        try {
          times.add(Instant.parse(text));
        } catch (DateTimeParseException e) {
          continue;
        }
      } else {
        times.add(sinceEpoch(text));
      }
    }
    return times;
  }

  private static Instant sinceEpoch(String digits) {
    long number = Long.parseLong(digits);
    return switch (digits.length()) {
      case SECONDS -> Instant.ofEpochSecond(number);
      case MILLIS -> Instant.ofEpochMilli(number);
      case MICROS -> Instant.EPOCH.plus(number, ChronoUnit.MICROS);
      default -> Instant.EPOCH.plusNanos(number);
    };
  }
}
