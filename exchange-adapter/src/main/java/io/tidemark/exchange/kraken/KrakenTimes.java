package io.tidemark.exchange.kraken;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

/** Kraken's times: seconds since 1970 with decimals. */
final class KrakenTimes {

  private static final int NANO_DIGITS = 9;
  private static final long NANOS = 1_000_000_000L;

  private KrakenTimes() {}

  /** Parses seconds such as {@code 1534614057.321597}. */
  static Instant parse(String seconds) {
    return of(new BigDecimal(seconds));
  }

  static Instant of(BigDecimal seconds) {
    return ofNanos(
        seconds.movePointRight(NANO_DIGITS).setScale(0, RoundingMode.HALF_UP).longValueExact());
  }

  /** The instant of whole nanoseconds since 1970. */
  static Instant ofNanos(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS));
  }

  static long toNanos(Instant instant) {
    return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), NANOS), instant.getNano());
  }
}
