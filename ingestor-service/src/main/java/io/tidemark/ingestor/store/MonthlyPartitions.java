package io.tidemark.ingestor.store;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Makes the monthly partitions that rows need, and the one that follows, whatever year the events
 * are from. Not safe for use by several threads.
 */
final class MonthlyPartitions {

  private final JdbcTemplate database;
  private final Set<String> present = new HashSet<>();

  MonthlyPartitions(JdbcTemplate database) {
    this.database = database;
  }

  /** Makes sure that {@code table} takes rows of these instants. */
  void cover(String table, Collection<Instant> instants) {
    Set<YearMonth> months = new TreeSet<>();
    for (Instant instant : instants) {
      YearMonth month = YearMonth.from(LocalDate.ofInstant(instant, ZoneOffset.UTC));
      months.add(month);
      months.add(month.plusMonths(1));
    }
    for (YearMonth month : months) {
      cover(table, month);
    }
  }

  private void cover(String table, YearMonth month) {
    String partition = "%s_%04d_%02d".formatted(table, month.getYear(), month.getMonthValue());
    if (present.contains(partition)) {
      return;
    }
    database.execute(
        "create table if not exists %s partition of %s for values from ('%s-01 00:00:00+00') to ('%s-01 00:00:00+00')"
            .formatted(partition, table, month, month.plusMonths(1)));
    present.add(partition);
  }
}
