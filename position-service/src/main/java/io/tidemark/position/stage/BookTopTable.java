package io.tidemark.position.stage;

import io.tidemark.core.portfolio.BookTop;
import io.tidemark.core.portfolio.PositionStage;
import io.tidemark.kit.rows.RowStatement;
import io.tidemark.kit.rows.SaveBatch;
import io.tidemark.kit.service.RunIdentity;
import io.tidemark.model.InstrumentId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** The tops of books that limits are put at, as rows. */
final class BookTopTable {

  private static final RowStatement TOPS =
      RowStatement.insert(
          "book_top",
          """
          run, account, exchange, symbol, state""",
          """
          on conflict (run, account, exchange, symbol) do update set
            state = excluded.state""");

  private final JdbcTemplate database;
  private final RunIdentity identity;

  BookTopTable(JdbcTemplate database, RunIdentity identity) {
    this.database = database;
    this.identity = identity;
  }

  List<BookTop> load() {
    return database.query(
        "select state::text from book_top where run = ? and account = ? order by exchange, symbol",
        (row, number) -> Sql.read(row.getString(1), BookTop.class),
        identity.run(),
        identity.account());
  }

  void save(Collection<InstrumentId> changed, PositionStage stage, SaveBatch batch) {
    List<Object[]> rows = new ArrayList<>(changed.size());
    for (InstrumentId instrument : changed) {
      stage.bookTop(instrument).ifPresent(top -> rows.add(row(top)));
    }
    batch.add(TOPS, rows);
  }

  private Object[] row(BookTop top) {
    return new Object[] {
      identity.run(),
      identity.account(),
      top.instrument().exchange(),
      top.instrument().symbol().toString(),
      Sql.json(top)
    };
  }
}
