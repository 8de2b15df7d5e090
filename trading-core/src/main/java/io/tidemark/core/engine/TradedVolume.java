package io.tidemark.core.engine;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an account traded in each quote currency on each UTC day. Fee tiers go by the 30 days before
 * a fill's day: so a fill's fee does not depend on which of that day's fills is told first.
 */
final class TradedVolume {

  private static final int DAYS = 30;

  private final Map<String, TreeMap<Long, BigDecimal>> byDay = new HashMap<>();

  /**
   * Takes note of a fill.
   *
   * @param notional of the currency, 0 or above
   */
  void add(String currency, Instant at, BigDecimal notional) {
    byDay
        .computeIfAbsent(currency, code -> new TreeMap<>())
        .merge(day(at), notional, BigDecimal::add);
  }

  /** What was traded in the 30 days before the UTC day of {@code at}. */
  BigDecimal before(String currency, Instant at) {
    TreeMap<Long, BigDecimal> days = byDay.get(currency);
    if (days == null) {
      return BigDecimal.ZERO;
    }
    return days.subMap(day(at) - DAYS, day(at)).values().stream()
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static long day(Instant at) {
    return at.truncatedTo(ChronoUnit.DAYS).getEpochSecond()
        / ChronoUnit.DAYS.getDuration().toSeconds();
  }
}
