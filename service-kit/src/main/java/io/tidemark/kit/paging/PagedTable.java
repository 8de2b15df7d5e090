package io.tidemark.kit.paging;

import io.tidemark.kit.web.Page;
import io.tidemark.kit.web.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads a table in pages.
 *
 * @param <T> what a row is told as
 */
public final class PagedTable<T> {

  private final JdbcClient database;
  private final String table;
  private final String order;
  private final Row<T> reader;

  /**
   * @param order the columns of {@code order by}; together unique
   */
  public PagedTable(JdbcClient database, String table, String order, Row<T> reader) {
    this.database = database;
    this.table = table;
    this.order = order;
    this.reader = reader;
  }

  /** Reads the columns of a row. */
  @FunctionalInterface
  public interface Row<T> {
    /** Reads the row that the set is at. */
    T read(ResultSet row) throws SQLException;
  }

  /** A page of the rows that meet the filters. */
  public Page<T> page(Filters filters, PageRequest page) {
    long total =
        database
            .sql("select count(*) from " + table + filters.where())
            .params(filters.parameters())
            .query(Long.class)
            .single();
    return new Page<>(
        rows(filters, page.limit(), page.offset()), page.number(), page.limit(), total);
  }

  /**
   * The first rows that meet the filters, without counting the others.
   *
   * @param most above 0
   */
  public List<T> first(Filters filters, int most) {
    return rows(filters, most, 0);
  }

  private List<T> rows(Filters filters, int limit, long offset) {
    return database
        .sql(
            "select * from " + table + filters.where() + " order by " + order + " limit ? offset ?")
        .params(filters.parameters())
        .param(limit)
        .param(offset)
        .query((row, _) -> reader.read(row))
        .list();
  }

  /** The instant in a column that is never null. */
  public static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
