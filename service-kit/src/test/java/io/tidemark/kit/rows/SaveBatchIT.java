package io.tidemark.kit.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.testkit.TestDatabase;
import io.tidemark.testkit.TestInfrastructure;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

class SaveBatchIT {

  private static final RowStatement THINGS =
      RowStatement.insert(
          "thing",
          "id, name, amount, share, many, flag, at, words, kept",
          "on conflict (id) do update set name = excluded.name, amount = excluded.amount");

  private static final RowStatement RENAMED =
      RowStatement.of(
          """
          update thing set name = told.name
          from json_populate_recordset(null::thing, ?::json) as told where thing.id = told.id""",
          "id, name");

  private static final UUID ONE = new UUID(0, 1);
  private static final UUID TWO = new UUID(0, 2);
  private static final OffsetDateTime AT =
      OffsetDateTime.of(2024, 2, 29, 23, 59, 59, 123_456_000, ZoneOffset.UTC);

  private final TestDatabase place = TestInfrastructure.shared().newDatabase("save_batch");
  private final DriverManagerDataSource source =
      new DriverManagerDataSource(place.jdbcUrl(), place.username(), place.password());
  private final JdbcTemplate database = new JdbcTemplate(source);
  private final TransactionTemplate transactions =
      new TransactionTemplate(new DataSourceTransactionManager(source));
  private final SaveBatch batch = new SaveBatch();

  @BeforeEach
  void createTables() {
    database.execute(
        """
        create table thing (id uuid primary key, number bigint generated always as identity,
          name text not null, amount numeric, share double precision, many bigint, flag boolean,
          at timestamptz, words jsonb, kept json)
        """);
    database.execute("create table other (name text primary key)");
  }

  private static @Nullable Object[] row(UUID id, String name, @Nullable BigDecimal amount) {
    return new @Nullable Object[] {
      id, name, amount, 0.1, 7L, true, AT, new Document("{\"a\": [1, \"x\"]}"), new Document("{ }")
    };
  }

  @Test
  void writesValuesAsTheyAre() {
    String name = "quotes \" ' \\ and \u00e9 \ud83d\ude00;\n?";
    batch.add(THINGS, List.<@Nullable Object[]>of(row(ONE, name, new BigDecimal("0.10000"))));
    batch.run(database);

    Map<String, Object> stored = database.queryForMap("select * from thing");
    assertThat(stored)
        .containsEntry("id", ONE)
        .containsEntry("name", name)
        .containsEntry("amount", new BigDecimal("0.10000"))
        .containsEntry("share", 0.1)
        .containsEntry("many", 7L)
        .containsEntry("flag", true);
    assertThat(database.queryForObject("select at from thing", OffsetDateTime.class)).isEqualTo(AT);
    assertThat(database.queryForObject("select words ->> 'a' from thing", String.class))
        .isEqualTo("[1, \"x\"]");
    assertThat(database.queryForObject("select kept::text from thing", String.class))
        .isEqualTo("{ }");
  }

  @Test
  void writesRowsInTheirOrderAndStatementsInTheirs() {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      rows.add(row(new UUID(1, 1_000 - i), "thing " + i, null));
    }
    batch.add(THINGS, rows);
    batch.add(
        RENAMED, List.<@Nullable Object[]>of(new @Nullable Object[] {new UUID(1, 1), "last"}));
    batch.add("insert into other (name) select name from thing where id = ?", new UUID(1, 1));
    batch.run(database);

    List<String> names =
        database.queryForList("select name from thing order by number", String.class);
    assertThat(names).hasSize(1_000).startsWith("thing 0", "thing 1").endsWith("thing 998", "last");
    assertThat(database.queryForObject("select amount from thing limit 1", BigDecimal.class))
        .isNull();
    assertThat(database.queryForList("select name from other", String.class))
        .containsExactly("last");
  }

  @Test
  void isEmptyOnceItRan() {
    batch.add("insert into other (name) values (?)", "once");
    batch.run(database);
    batch.add(THINGS, List.of());
    batch.run(database);

    assertThat(database.queryForList("select name from other", String.class))
        .containsExactly("once");
  }

  @Test
  void writesNothingIfTheDatabaseRefusesOneStatement() {
    batch.add(THINGS, List.<@Nullable Object[]>of(row(TWO, "two", BigDecimal.ONE)));
    batch.add("insert into other (name) values (?), (?)", "same", "same");

    assertThatThrownBy(() -> transactions.executeWithoutResult(status -> batch.run(database)))
        .isInstanceOf(DuplicateKeyException.class);
    assertThat(database.queryForObject("select count(*) from thing", Long.class)).isZero();
  }

  @Test
  void refusesARowWithTooFewValues() {
    assertThatThrownBy(() -> batch.add(THINGS, List.<Object[]>of(new Object[] {ONE})))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has 1");
  }
}
