package io.tidemark.launcher.soak;

import io.tidemark.kit.service.TidemarkService;
import io.tidemark.launcher.suite.Infrastructure;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks Postgres how large the suite's tables are. */
final class TableSizes {

  private static final Logger LOG = LoggerFactory.getLogger(TableSizes.class);
  private static final String SECONDS = "5";

  /** A partition counts as its table. */
  private static final String SIZES =
      """
      select s.nspname || '.' || coalesce(whole.relname, t.relname) as name,
             sum(pg_total_relation_size(t.oid)) as bytes,
             sum(greatest(t.reltuples, 0)) as rows
      from pg_class t
      join pg_namespace s on s.oid = t.relnamespace
      left join pg_inherits part on part.inhrelid = t.oid
      left join pg_class whole on whole.oid = part.inhparent
      where t.relkind = 'r' and s.nspname = any (?)
      group by 1
      """;

  private final Infrastructure infrastructure;

  TableSizes(Infrastructure infrastructure) {
    this.infrastructure = infrastructure;
  }

  /**
   * How large a table is.
   *
   * @param bytes on disk, with its indexes and large values
   * @param rows as Postgres estimates; 0 before it first does
   */
  record Size(long bytes, long rows) {}

  /** By {@code schema.table}; empty while Postgres does not answer. */
  Map<String, Size> read() {
    Map<String, Size> sizes = new TreeMap<>();
    try (Connection connection = connect();
        PreparedStatement question = connection.prepareStatement(SIZES)) {
      Array schemas =
          connection.createArrayOf(
              "text",
              Arrays.stream(TidemarkService.values()).map(TidemarkService::schema).toArray());
      question.setArray(1, schemas);
      try (ResultSet row = question.executeQuery()) {
        while (row.next()) {
          sizes.put(row.getString(1), new Size(row.getLong(2), row.getLong(3)));
        }
      }
      return sizes;
    } catch (SQLException e) {
      LOG.debug("event=tables_not_seen cause=\"{}\"", e.getMessage());
      return Map.of();
    }
  }

  private Connection connect() throws SQLException {
    Map<String, String> known = infrastructure.properties();
    Properties properties = new Properties();
    properties.setProperty("user", known.getOrDefault("spring.datasource.username", ""));
    properties.setProperty("password", known.getOrDefault("spring.datasource.password", ""));
    properties.setProperty("loginTimeout", SECONDS);
    properties.setProperty("socketTimeout", SECONDS);
    return DriverManager.getConnection(infrastructure.jdbcUrl(), properties);
  }
}
