package io.tidemark.launcher.backfill;

import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be fetched, and by whom.
 *
 * @param configuration the suite's
 * @param exchange null for the configured one
 * @param symbols empty for the configured ones
 * @param timeframes empty for 1m to 1d
 * @param from null for the venue's first trade
 * @param to excluded; null for now
 * @param all the five large currencies against the configured quote, instead of symbols
 * @param service the address of a backfiller; null to look for a running suite and to do it here if
 *     there is none
 * @param json where to write the result; null for nowhere
 */
public record BackfillSettings(
    Path configuration,
    @Nullable String exchange,
    List<Symbol> symbols,
    List<Timeframe> timeframes,
    @Nullable Instant from,
    @Nullable Instant to,
    boolean all,
    @Nullable URI service,
    @Nullable Path json) {

  private static final List<String> LARGE = List.of("BTC", "ETH", "BNB", "SOL", "XRP");

  /**
   * @throws IllegalArgumentException if they contradict each other
   */
  public BackfillSettings {
    symbols = List.copyOf(symbols);
    timeframes = List.copyOf(timeframes);
    if (from != null && to != null && !from.isBefore(to)) {
      throw new IllegalArgumentException(
          "--from must be before --to, were %s and %s".formatted(from, to));
    }
    if (all && !symbols.isEmpty()) {
      throw new IllegalArgumentException(
          "--all and --symbol exclude each other; give one of them, was --symbol " + symbols);
    }
    if (service != null && (service.getHost() == null || !isHttp(service))) {
      throw new IllegalArgumentException(
          "--service must be an address such as http://127.0.0.1:8082, was '%s'"
              .formatted(service));
    }
  }

  private static boolean isHttp(URI address) {
    return "http".equals(address.getScheme()) || "https".equals(address.getScheme());
  }

  /** What is fetched, once the configured symbols are known. */
  List<Symbol> wanted(List<Symbol> configured) {
    if (all) {
      String quote = configured.getFirst().quote();
      return LARGE.stream().map(base -> Symbol.parse(base + "/" + quote)).toList();
    }
    return symbols.isEmpty() ? configured : symbols;
  }

  /** The timeframes that are fetched. */
  List<Timeframe> wantedTimeframes() {
    return timeframes.isEmpty()
        ? List.of(Timeframe.values()).stream()
            .filter(timeframe -> timeframe.compareTo(Timeframe.D1) <= 0)
            .toList()
        : timeframes;
  }

  /**
   * Reads a day or an instant in UTC.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static Instant instant(String option, String text) {
    try {
      return text.contains("T")
          ? Instant.parse(text)
          : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "%s must be a day such as 2018-01-31 or an instant such as 2018-01-31T12:00:00Z, was '%s'"
              .formatted(option, text));
    }
  }
}
