package io.tidemark.kit.retention;

import java.time.Duration;

/**
 * Rows that are kept for a while. Names and condition are the service's own, never a user's.
 *
 * @param setting that says how long, for messages
 * @param table without its schema
 * @param time the column that tells how old a row is, of type {@code timestamptz}
 * @param condition which rows they are, in SQL; {@code true} for all
 * @param keptFor above 0
 */
public record KeptRows(
    String setting, String table, String time, String condition, Duration keptFor) {

  /**
   * @throws IllegalArgumentException if they are kept for no time
   */
  public KeptRows {
    if (!keptFor.isPositive()) {
      throw new IllegalArgumentException("%s must be above 0, was %s".formatted(setting, keptFor));
    }
  }
}
