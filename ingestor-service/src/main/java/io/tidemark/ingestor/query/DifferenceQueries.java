package io.tidemark.ingestor.query;

import io.tidemark.ingestor.store.SqlTimes;
import io.tidemark.kit.web.Page;
import io.tidemark.kit.web.PageRequest;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the bars that the venue's candles contradict. */
@Component
class DifferenceQueries {

  private static final String OF = " from bar_difference where exchange = ? and symbol = ?";

  /** Prices and volume of one side. */
  record Numbers(
      BigDecimal open, BigDecimal high, BigDecimal low, BigDecimal close, BigDecimal volume) {}

  /**
   * A bar of which we and the venue say different things.
   *
   * @param cause MISSING, UNKNOWN_TO_VENUE or DIFFERENT
   * @param ours absent if we have none
   * @param venues absent if it has none
   */
  record Difference(
      Timeframe timeframe,
      Instant openTime,
      String cause,
      @Nullable Numbers ours,
      @Nullable Numbers venues,
      Instant observedAt) {}

  private final JdbcClient database;

  DifferenceQueries(JdbcClient database) {
    this.database = database;
  }

  /** A page, newest first. */
  Page<Difference> page(InstrumentId instrument, PageRequest page) {
    Object[] parameters = {instrument.exchange(), instrument.symbol().toString()};
    long total = database.sql("select count(*)" + OF).params(parameters).query(Long.class).single();
    List<Difference> items =
        database
            .sql("select *" + OF + " order by open_time desc limit ? offset ?")
            .params(parameters)
            .param(page.limit())
            .param(page.offset())
            .query((row, number) -> read(row))
            .list();
    return new Page<>(items, page.number(), page.limit(), total);
  }

  private static Difference read(ResultSet row) throws SQLException {
    return new Difference(
        Timeframe.parse(row.getString("timeframe")),
        SqlTimes.instant(row, "open_time"),
        row.getString("cause"),
        numbers(row, ""),
        numbers(row, "venue_"),
        SqlTimes.instant(row, "observed_at"));
  }

  private static @Nullable Numbers numbers(ResultSet row, String prefix) throws SQLException {
    BigDecimal open = row.getBigDecimal(prefix + "open");
    return open == null
        ? null
        : new Numbers(
            open,
            row.getBigDecimal(prefix + "high"),
            row.getBigDecimal(prefix + "low"),
            row.getBigDecimal(prefix + "close"),
            row.getBigDecimal(prefix + "volume"));
  }
}
