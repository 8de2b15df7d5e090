package io.tidemark.operator.retention;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How much of a table is kept.
 *
 * @param longest age of a row, above 0
 * @param most rows, above 0
 */
public record Keeping(Duration longest, long most) {

  /**
   * @throws IllegalArgumentException if a bound is not above 0
   */
  public Keeping {
    if (!longest.isPositive()) {
      throw new IllegalArgumentException("keep-for must be above 0, was " + longest);
    }
    if (most <= 0) {
      throw new IllegalArgumentException("keep-most must be above 0, was " + most);
    }
  }

  /**
   * Deletes what is older, or more.
   *
   * @param time the column that holds a row's age
   * @param number the column that rises from row to row
   * @return how many rows
   */
  public int forget(JdbcClient database, String table, String time, String number, Instant now) {
    return database
        .sql(
            "delete from %1$s where %2$s < ? or %3$s <= (select max(%3$s) from %1$s) - ?"
                .formatted(table, time, number))
        .param(now.minus(longest).atOffset(ZoneOffset.UTC))
        .param(most)
        .update();
  }
}
