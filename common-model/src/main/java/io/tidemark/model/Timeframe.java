package io.tidemark.model;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The length of a bar. All bars are aligned to UTC; weeks start on Monday. */
public enum Timeframe {
  M1("1m", Duration.ofMinutes(1)),
  M5("5m", Duration.ofMinutes(5)),
  M15("15m", Duration.ofMinutes(15)),
  M30("30m", Duration.ofMinutes(30)),
  H1("1h", Duration.ofHours(1)),
  H2("2h", Duration.ofHours(2)),
  H4("4h", Duration.ofHours(4)),
  H6("6h", Duration.ofHours(6)),
  H12("12h", Duration.ofHours(12)),
  D1("1d", Duration.ofDays(1)),
  D3("3d", Duration.ofDays(3)),
  W1("1w", Duration.ofDays(7)),
  /** A calendar month; its length varies. */
  MONTH1("1M", Duration.ofDays(30));

  private static final Map<String, Timeframe> BY_CODE =
      Arrays.stream(values()).collect(Collectors.toMap(Timeframe::code, Function.identity()));

  private final String code;
  private final Duration nominal;

  Timeframe(String code, Duration nominal) {
    this.code = code;
    this.nominal = nominal;
  }

  /**
   * Parses a code such as {@code 5m}; {@code 1m} is a minute, {@code 1M} a month.
   *
   * @throws IllegalArgumentException if there is no such timeframe
   */
  public static Timeframe parse(String code) {
    Timeframe timeframe = BY_CODE.get(code);
    if (timeframe == null) {
      throw new IllegalArgumentException(
          "timeframe must be one of %s, was '%s'"
              .formatted(
                  Arrays.stream(values()).map(Timeframe::code).collect(Collectors.joining(", ")),
                  code));
    }
    return timeframe;
  }

  /** The code users write, such as {@code 5m}. */
  public String code() {
    return code;
  }

  /** The length of a bar; of a month, 30 days. */
  public Duration nominalLength() {
    return nominal;
  }

  /** The open time of the bar that holds {@code instant}. */
  public Instant openOf(Instant instant) {
    return switch (this) {
      case W1 ->
          day(instant)
              .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
              .atStartOfDay(ZoneOffset.UTC)
              .toInstant();
      case MONTH1 -> day(instant).withDayOfMonth(1).atStartOfDay(ZoneOffset.UTC).toInstant();
      case M1, M5, M15, M30, H1, H2, H4, H6, H12, D1, D3 -> {
        long length = nominal.toMillis();
        yield Instant.ofEpochMilli(Math.floorDiv(instant.toEpochMilli(), length) * length);
      }
    };
  }

  /** The close time of the bar that opens at {@code open}: the open time of the next one. */
  public Instant closeOf(Instant open) {
    return this == MONTH1
        ? day(open).plusMonths(1).atStartOfDay(ZoneOffset.UTC).toInstant()
        : open.plus(nominal);
  }

  /** Whether {@code instant} is the open time of a bar. */
  public boolean isAligned(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).equals(instant)
        && openOf(instant).equals(instant);
  }

  /** Whether bars of this timeframe fill those of a longer one exactly. */
  public boolean fills(Timeframe whole) {
    return compareTo(whole) < 0
        && compareTo(D1) <= 0
        && (whole.compareTo(D1) > 0 || whole.nominal.toMillis() % nominal.toMillis() == 0);
  }

  private static LocalDate day(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }

  /** The code, such as {@code 5m}. */
  @Override
  public String toString() {
    return code;
  }
}
