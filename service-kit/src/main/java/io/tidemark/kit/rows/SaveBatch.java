package io.tidemark.kit.rows;

import io.tidemark.kit.codec.Json;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.core.JsonGenerator;

/**
 * Collects what a transaction writes, and sends it together: each statement alone would cost a
 * round trip, and that is most of what a small one costs. They run in the order they were added.
 */
public final class SaveBatch {

  private final List<Statement> statements = new ArrayList<>();

  /**
   * Adds rows; nothing if there are none.
   *
   * @param rows values in the order of the statement's columns: null, text, numbers, booleans, and
   *     what the database reads from its {@code toString}, such as UUIDs and times with their
   *     offset
   */
  public void add(RowStatement statement, List<? extends @Nullable Object[]> rows) {
    if (!rows.isEmpty()) {
      add(statement.sql(), json(statement.columns(), rows));
    }
  }

  /** Adds a statement with its own parameters. */
  public void add(String sql, @Nullable Object... parameters) {
    add(sql, (changed, rows) -> {}, parameters);
  }

  /**
   * Adds a single statement whose outcome is of interest.
   *
   * @param outcome told of it when all statements have run; what it throws, {@link #run} throws
   */
  public void add(String sql, Outcome outcome, @Nullable Object... parameters) {
    statements.add(new Statement(sql, outcome, parameters));
  }

  /**
   * Sends all of it, in the caller's transaction, and is empty afterwards.
   *
   * @throws org.springframework.dao.DataAccessException if the database refuses one; what else was
   *     added is not written either once the transaction is rolled back
   */
  public void run(JdbcTemplate database) {
    if (statements.isEmpty()) {
      return;
    }
    List<Statement> all = List.copyOf(statements);
    statements.clear();
    String text = all.stream().map(Statement::sql).collect(Collectors.joining(";\n"));
    database.execute(
        (ConnectionCallback<Boolean>)
            connection -> {
              try (PreparedStatement together = connection.prepareStatement(text)) {
                bind(together, all);
                boolean hasRows = together.execute();
                for (Statement statement : all) {
                  statement.outcome.read(
                      together.getUpdateCount(), hasRows ? together.getResultSet() : null);
                  hasRows = together.getMoreResults();
                }
                return true;
              }
            });
  }

  private static void bind(PreparedStatement together, List<Statement> all) throws SQLException {
    int index = 1;
    for (Statement statement : all) {
      for (Object parameter : statement.parameters) {
        together.setObject(index, parameter);
        index++;
      }
    }
  }

  private static String json(List<String> columns, List<? extends @Nullable Object[]> rows) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = Json.mapper().createGenerator(text)) {
      json.writeStartArray();
      for (@Nullable Object[] row : rows) {
        if (row.length != columns.size()) {
          throw new IllegalArgumentException(
              "a row of %s must have as many values, has %d".formatted(columns, row.length));
        }
        json.writeStartObject();
        for (int i = 0; i < row.length; i++) {
          write(json, columns.get(i), row[i]);
        }
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, String column, @Nullable Object value) {
    switch (value) {
      case null -> {
        // A column that is not named is null.
      }
      case Document document -> {
        json.writeName(column);
        json.writeRawValue(document.json());
      }
      case Integer number -> json.writeNumberProperty(column, number);
      case Long number -> json.writeNumberProperty(column, number);
      case Double number -> json.writeNumberProperty(column, number);
      case BigDecimal number -> json.writeStringProperty(column, number.toPlainString());
      case Boolean flag -> json.writeBooleanProperty(column, flag);
      default -> json.writeStringProperty(column, value.toString());
    }
  }

  /** Takes what came of a statement. */
  @FunctionalInterface
  public interface Outcome {

    /**
     * Reads it.
     *
     * @param changed how many rows it wrote; -1 for one that gives rows
     * @param rows what it gives; null for one that gives none
     */
    void read(int changed, @Nullable ResultSet rows) throws SQLException;
  }

  private record Statement(String sql, Outcome outcome, @Nullable Object... parameters) {}
}
