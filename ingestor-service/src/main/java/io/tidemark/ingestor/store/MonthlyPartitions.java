package io.tidemark.ingestor.store;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;

/**
 * Makes the monthly partitions that rows need, and the one that follows, whatever year the events
 * are from. Thread-safe.
 */
final class MonthlyPartitions {

  private static final RowCallbackHandler NOTHING_TO_READ = row -> {};

  private final JdbcTemplate database;
  private final Set<String> present = ConcurrentHashMap.newKeySet();

  MonthlyPartitions(JdbcTemplate database) {
    this.database = database;
  }

  /** The UTC month of an instant. */
  static YearMonth monthOf(Instant instant) {
    return YearMonth.from(LocalDate.ofInstant(instant, ZoneOffset.UTC));
  }

  /** Makes sure that {@code table} takes rows of these instants; outside of a transaction. */
  void cover(String table, Collection<Instant> instants) {
    Set<YearMonth> months = new TreeSet<>();
    for (Instant instant : instants) {
      YearMonth month = monthOf(instant);
      months.add(month);
      months.add(month.plusMonths(1));
    }
    for (YearMonth month : months) {
      if (!present.contains(table + month)) {
        database.query("select cover_month(?, ?)", NOTHING_TO_READ, table, month.atDay(1));
        present.add(table + month);
      }
    }
  }

  /** Forgets which are there: one may have been dropped. */
  void forget() {
    present.clear();
  }
}
