package io.tidemark.ingestor.store;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Drops months that ended longer ago than data is kept. Ages count back from the suite's time or a
 * table's latest event, whichever is earlier: so what was recorded long ago is kept while it is
 * replayed, and a feed that stands still loses nothing. A month is dropped whole or not at all.
 */
final class Retention {

  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

  private static final Map<String, String> RAW_TABLES =
      Map.of(
          "trade", "event_time",
          "ticker_history", "event_time",
          "order_book_snapshot", "event_time");

  private static final Map<String, String> CANDLE_TABLES =
      Map.of("candle", "open_time", "candle_revision", "open_time");

  private record Part(String name, boolean attached, boolean detaching) {}

  private final JdbcTemplate database;
  private final int rawDays;
  private final @Nullable Integer candleDays;
  private final MeterRegistry metrics;

  /**
   * @param rawDays for which trades, tops of books and books are kept, above 0
   * @param candleDays for which bars are kept; null for ever
   */
  Retention(
      JdbcTemplate database, int rawDays, @Nullable Integer candleDays, MeterRegistry metrics) {
    this.database = database;
    this.rawDays = rawDays;
    this.candleDays = candleDays;
    this.metrics = metrics;
  }

  /**
   * Drops what is too old.
   *
   * @return the dropped partitions' names
   */
  List<String> apply(Instant now) {
    List<String> dropped = new ArrayList<>();
    new TreeMap<>(RAW_TABLES)
        .forEach((table, time) -> dropped.addAll(apply(table, time, rawDays, now)));
    if (candleDays != null) {
      int days = candleDays;
      new TreeMap<>(CANDLE_TABLES)
          .forEach((table, time) -> dropped.addAll(apply(table, time, days, now)));
    }
    return dropped;
  }

  private List<String> apply(String table, String timeColumn, int days, Instant now) {
    TreeMap<YearMonth, Part> parts = parts(table);
    Instant cutoff = now.minus(Duration.ofDays(days));
    Instant latest = endedBy(parts, cutoff).isEmpty() ? null : latest(parts, timeColumn);
    if (latest == null) {
      return List.of();
    }
    Instant reference = latest.isBefore(now) ? latest : now;
    return endedBy(parts, reference.minus(Duration.ofDays(days))).entrySet().stream()
        .map(old -> drop(table, old.getKey(), old.getValue(), days))
        .toList();
  }

  /** The months that end at or before an instant. */
  private static SortedMap<YearMonth, Part> endedBy(
      TreeMap<YearMonth, Part> parts, Instant instant) {
    return parts.headMap(MonthlyPartitions.monthOf(instant), false);
  }

  /** The table's months, those included that a drop was interrupted at. */
  private TreeMap<YearMonth, Part> parts(String table) {
    Pattern name = Pattern.compile(Pattern.quote(table) + "_([0-9]{4,})_([0-9]{2})");
    TreeMap<YearMonth, Part> parts = new TreeMap<>();
    database.query(
        "select c.relname, i.inhrelid is not null as attached, coalesce(i.inhdetachpending, false) as detaching "
            + "from pg_class c left join pg_inherits i on i.inhrelid = c.oid and i.inhparent = to_regclass(?) "
            + "where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and starts_with(c.relname, ?)",
        row -> {
          Matcher matcher = name.matcher(row.getString("relname"));
          if (matcher.matches()) {
            parts.put(
                YearMonth.of(
                    Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))),
                new Part(
                    row.getString("relname"),
                    row.getBoolean("attached"),
                    row.getBoolean("detaching")));
          }
        },
        table,
        table + "_");
    return parts;
  }

  private @Nullable Instant latest(TreeMap<YearMonth, Part> parts, String timeColumn) {
    for (Part part : parts.descendingMap().values()) {
      OffsetDateTime latest =
          database.queryForObject(
              "select max(%s) from %s".formatted(timeColumn, part.name), OffsetDateTime.class);
      if (latest != null) {
        return latest.toInstant();
      }
    }
    return null;
  }

  private String drop(String table, YearMonth month, Part part, int days) {
    if (part.detaching) {
      database.execute("alter table %s detach partition %s finalize".formatted(table, part.name));
    } else if (part.attached) {
      // Waits for who reads the month, but lets everybody else go on.
      database.execute(
          "alter table %s detach partition %s concurrently".formatted(table, part.name));
    }
    database.execute("drop table " + part.name);
    if (table.equals("candle")) {
      database.update("delete from candle_version where month = ?", month.atDay(1));
    }
    Counter.builder("tidemark_partitions_dropped_total")
        .tag("table", table)
        .register(metrics)
        .increment();
    LOG.info("event=partition_dropped table={} month={} kept_days={}", table, month, days);
    return part.name;
  }
}
