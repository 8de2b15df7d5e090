package io.tidemark.core.indicator;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** From where on an {@link AnchoredVwap} adds up. Times are seconds since 1970, UTC. */
sealed interface VwapAnchor {

  long SECONDS_A_DAY = 86_400;

  /** The start of the period that holds a time; {@link Long#MIN_VALUE} before the only one. */
  long startOf(long time);

  /** The longest that one must look back to the start; zero if {@link #from} tells it. */
  Duration longest();

  /** The one instant it starts at; null if it starts again and again. */
  @Nullable Instant from();

  /** Each period of some days; one of them starts on the first of January 1970 plus an offset. */
  record EveryDays(int days, int offset) implements VwapAnchor {

    /** Every midnight. */
    static final VwapAnchor DAY = new EveryDays(1, 0);

    /** Every midnight before a Monday; 1970 began on a Thursday. */
    static final VwapAnchor WEEK = new EveryDays(7, 4);

    @Override
    public long startOf(long time) {
      long length = days * SECONDS_A_DAY;
      long shift = offset * SECONDS_A_DAY;
      return Math.floorDiv(time - shift, length) * length + shift;
    }

    @Override
    public Duration longest() {
      return Duration.ofDays(days);
    }

    @Override
    public @Nullable Instant from() {
      return null;
    }
  }

  /** One instant. */
  record Once(long start) implements VwapAnchor {

    /**
     * The midnight a date begins with.
     *
     * @param date as a number such as 20250131
     * @throws IllegalArgumentException if there is no such date
     */
    static Once on(int date) {
      try {
        LocalDate day = LocalDate.of(date / 10_000, date / 100 % 100, date % 100);
        return new Once(day.atStartOfDay(ZoneOffset.UTC).toEpochSecond());
      } catch (DateTimeException e) {
        throw new IllegalArgumentException("date must be written like 20250131, was " + date, e);
      }
    }

    @Override
    public long startOf(long time) {
      return time < start ? Long.MIN_VALUE : start;
    }

    @Override
    public Duration longest() {
      return Duration.ZERO;
    }

    @Override
    public Instant from() {
      return Instant.ofEpochSecond(start);
    }
  }
}
