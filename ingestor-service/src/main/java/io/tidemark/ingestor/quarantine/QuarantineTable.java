package io.tidemark.ingestor.quarantine;

import io.tidemark.exchange.MarketChannel;
import io.tidemark.ingestor.store.SqlTimes;
import io.tidemark.kit.web.Page;
import io.tidemark.kit.web.PageRequest;
import io.tidemark.model.Symbol;
import io.tidemark.model.reason.DataFault;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table of what was quarantined. */
final class QuarantineTable {

  private static final String INSERT =
      "insert into quarantine (id, exchange, symbol, channel, fault, detail, raw, observed_at) "
          + "values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing";

  private static final String KEEP_NEWEST =
      "delete from quarantine where (observed_at, id) <= (select observed_at, id from quarantine "
          + "order by observed_at desc, id desc offset ? limit 1)";

  /**
   * What is asked for; null asks for all.
   *
   * @param to excluded
   */
  record Filter(
      @Nullable String exchange,
      @Nullable Symbol symbol,
      @Nullable DataFault fault,
      @Nullable Instant from,
      @Nullable Instant to) {}

  private final JdbcTemplate batches;
  private final JdbcClient database;

  QuarantineTable(JdbcTemplate database) {
    this.batches = database;
    this.database = JdbcClient.create(database);
  }

  /** Stores what is not stored yet and tells how many that were. */
  int store(List<QuarantinedData> data) {
    return Arrays.stream(
            batches.batchUpdate(INSERT, data.stream().map(QuarantineTable::row).toList()))
        // The driver tells rows that it rewrote into one statement as "some".
        .map(count -> count < 0 ? 1 : count)
        .sum();
  }

  /** Forgets what was seen before {@code oldest}, and of the rest all but the newest. */
  void purge(Instant oldest, int newest) {
    database
        .sql("delete from quarantine where observed_at < ?")
        .param(SqlTimes.of(oldest))
        .update();
    database.sql(KEEP_NEWEST).param(newest).update();
  }

  /** A page, newest first. */
  Page<QuarantinedData> page(Filter filter, PageRequest page) {
    List<Object> parameters = new ArrayList<>();
    String condition = condition(filter, parameters);
    long total =
        database
            .sql("select count(*) from quarantine" + condition)
            .params(parameters)
            .query(Long.class)
            .single();
    parameters.add(page.limit());
    parameters.add(page.offset());
    List<QuarantinedData> items =
        database
            .sql(
                "select * from quarantine"
                    + condition
                    + " order by observed_at desc, id limit ? offset ?")
            .params(parameters)
            .query((row, number) -> read(row))
            .list();
    return new Page<>(items, page.number(), page.limit(), total);
  }

  private static String condition(Filter filter, List<Object> parameters) {
    List<String> conditions = new ArrayList<>();
    add(conditions, parameters, "exchange = ?", filter.exchange);
    add(conditions, parameters, "symbol = ?", text(filter.symbol));
    add(conditions, parameters, "fault = ?", text(filter.fault));
    add(conditions, parameters, "observed_at >= ?", time(filter.from));
    add(conditions, parameters, "observed_at < ?", time(filter.to));
    return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
  }

  private static void add(
      List<String> conditions, List<Object> parameters, String sql, @Nullable Object value) {
    if (value != null) {
      conditions.add(sql);
      parameters.add(value);
    }
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  private static @Nullable Object time(@Nullable Instant instant) {
    return instant == null ? null : SqlTimes.of(instant);
  }

  private static Object[] row(QuarantinedData data) {
    return new Object[] {
      data.id(),
      data.exchange(),
      text(data.symbol()),
      data.channel().name(),
      data.fault().name(),
      data.detail(),
      data.raw(),
      SqlTimes.of(data.observedAt())
    };
  }

  private static QuarantinedData read(ResultSet row) throws SQLException {
    String symbol = row.getString("symbol");
    return new QuarantinedData(
        row.getString("exchange"),
        symbol == null ? null : Symbol.parse(symbol),
        MarketChannel.valueOf(row.getString("channel")),
        DataFault.valueOf(row.getString("fault")),
        row.getString("detail"),
        row.getString("raw"),
        SqlTimes.instant(row, "observed_at"));
  }
}
