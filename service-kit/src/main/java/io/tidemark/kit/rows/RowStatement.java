package io.tidemark.kit.rows;

import java.util.Arrays;
import java.util.List;

/**
 * A statement that writes any number of rows, which it gets as one JSON array.
 *
 * @param sql with one parameter, the array
 * @param columns what the values of a row are of, in their order
 */
public record RowStatement(String sql, List<String> columns) {

  /**
   * Inserts rows in their order.
   *
   * @param columns separated by commas
   * @param onConflict such as {@code on conflict (id) do update set a = excluded.a}; may be empty
   */
  public static RowStatement insert(String table, String columns, String onConflict) {
    return new RowStatement(
        """
        insert into %s (%s) select %s from json_populate_recordset(null::"%s", ?::json) %s"""
            .formatted(table, columns, columns, table, onConflict),
        names(columns));
  }

  /**
   * Updates or deletes by rows.
   *
   * @param sql reads them from {@code json_populate_recordset} of its only parameter
   * @param columns separated by commas
   */
  public static RowStatement of(String sql, String columns) {
    return new RowStatement(sql, names(columns));
  }

  private static List<String> names(String columns) {
    return Arrays.stream(columns.split(",")).map(String::strip).toList();
  }
}
