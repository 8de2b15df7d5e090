package io.tidemark.exchange.kraken;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

/** Kraken's times: seconds since 1970 with decimals. */
final class KrakenTimes {

  private static final int NANO_DIGITS = 9;
  private static final long NANOS = 1_000_000_000L;

  /** No time is before 1970. */
  static final long NOT_PLAIN = Long.MIN_VALUE;

  /** Ten digits of seconds reach to the year 2286, and a long holds their nanoseconds. */
  private static final int MOST_PLAIN_DIGITS = 10;

  private KrakenTimes() {}

  /** Parses seconds such as {@code 1534614057.321597}. */
  static Instant parse(String seconds) {
    return of(new BigDecimal(seconds));
  }

  static Instant of(BigDecimal seconds) {
    return ofNanos(
        seconds.movePointRight(NANO_DIGITS).setScale(0, RoundingMode.HALF_UP).longValueExact());
  }

  /**
   * Reads plain seconds, such as {@code 1534614057.321597}, without a number in between.
   *
   * @return nanoseconds, or {@link #NOT_PLAIN} for what is written otherwise
   */
  static long plainNanos(String seconds) {
    int length = seconds.length();
    int point = seconds.indexOf('.');
    int whole = point < 0 ? length : point;
    int decimals = point < 0 ? 0 : length - point - 1;
    if (whole == 0 || whole > MOST_PLAIN_DIGITS || decimals > NANO_DIGITS) {
      return NOT_PLAIN;
    }
    long value = 0;
    for (int i = 0; i < length; i++) {
      char c = seconds.charAt(i);
      if (i == point) {
        continue;
      }
      if (c < '0' || c > '9') {
        return NOT_PLAIN;
      }
      value = value * 10 + (c - '0');
    }
    for (int i = decimals; i < NANO_DIGITS; i++) {
      value *= 10;
    }
    return value;
  }

  /** The instant of whole nanoseconds since 1970. */
  static Instant ofNanos(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS));
  }

  static long toNanos(Instant instant) {
    return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), NANOS), instant.getNano());
  }
}
