package io.tidemark.backtester.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Instants as the database takes and gives them. */
final class SqlTimes {

  private SqlTimes() {}

  /** A parameter. */
  static OffsetDateTime of(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  /** A parameter that may be null. */
  static @Nullable OffsetDateTime ofNullable(@Nullable Instant instant) {
    return instant == null ? null : of(instant);
  }

  /** A column that is never null. */
  static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  /** A column that may be null. */
  static @Nullable Instant nullable(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
