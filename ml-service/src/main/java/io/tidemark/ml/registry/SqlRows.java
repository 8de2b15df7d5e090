package io.tidemark.ml.registry;

import io.tidemark.kit.codec.Json;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/** Values as the database takes and gives them. */
final class SqlRows {

  private static final TypeReference<TreeMap<String, Double>> FIGURES = new TypeReference<>() {};

  private SqlRows() {}

  static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  static @Nullable OffsetDateTime timeOrNull(@Nullable Instant instant) {
    return instant == null ? null : time(instant);
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  static String symbols(List<Symbol> symbols) {
    return symbols.stream().map(Symbol::toString).collect(Collectors.joining(","));
  }

  static List<Symbol> symbols(ResultSet row) throws SQLException {
    return Arrays.stream(row.getString("symbols").split(",")).map(Symbol::parse).toList();
  }

  static String json(Object value) {
    return Json.mapper().writeValueAsString(value);
  }

  static SortedMap<String, Double> figures(ResultSet row, String column) throws SQLException {
    return Json.mapper().readValue(row.getString(column), FIGURES);
  }

  /** Bars in the columns {@code exchange}, {@code symbols}, {@code timeframe} and times. */
  static DataWindow window(ResultSet row, String hashColumn) throws SQLException {
    return new DataWindow(
        row.getString("exchange"),
        symbols(row),
        Timeframe.parse(row.getString("timeframe")),
        instant(row, "from_time"),
        instant(row, "to_time"),
        row.getString(hashColumn));
  }
}
