package io.tidemark.position.stage;

import io.tidemark.core.portfolio.PositionStage;
import io.tidemark.core.risk.CloseHistory;
import io.tidemark.core.risk.RiskState;
import io.tidemark.core.risk.RiskState.LastExit;
import io.tidemark.kit.rows.RowStatement;
import io.tidemark.kit.rows.SaveBatch;
import io.tidemark.kit.service.RunIdentity;
import io.tidemark.model.InstrumentId;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the guards remember, as rows. */
final class RiskTables {

  private static final RowStatement EXITS =
      RowStatement.insert(
          "cooldown",
          """
          run, account, exchange, symbol, strategy, side, exited_at, state""",
          """
          on conflict (run, account, exchange, symbol, strategy, side) do update set
          exited_at = excluded.exited_at, state = excluded.state""");

  private static final RowStatement CLOSES =
      RowStatement.insert(
          "close_history",
          """
          run, account, exchange, symbol, state""",
          """
          on conflict (run, account, exchange, symbol) do update set
            state = excluded.state""");

  private final JdbcTemplate database;
  private final RunIdentity identity;

  RiskTables(JdbcTemplate database, RunIdentity identity) {
    this.database = database;
    this.identity = identity;
  }

  /** All of it, as it was last committed. */
  RiskState load() {
    return new RiskState(marks(), exits(), closes());
  }

  private RiskState.Marks marks() {
    return database
        .queryForList(
            "select state::text from risk_state where run = ? and account = ? and state is not null",
            String.class,
            identity.run(),
            identity.account())
        .stream()
        .findFirst()
        .map(document -> Sql.read(document, RiskState.Marks.class))
        .orElse(RiskState.EMPTY.marks());
  }

  private List<LastExit> exits() {
    return database.query(
        "select state::text from cooldown where run = ? and account = ?",
        (row, number) -> Sql.read(row.getString(1), LastExit.class),
        identity.run(),
        identity.account());
  }

  private List<CloseHistory> closes() {
    return database.query(
        "select state::text from close_history where run = ? and account = ?",
        (row, number) -> Sql.read(row.getString(1), CloseHistory.class),
        identity.run(),
        identity.account());
  }

  void saveMarks(RiskState.Marks marks, SaveBatch batch) {
    batch.add(
        "update risk_state set state = ?::jsonb where run = ? and account = ?",
        Sql.document(marks),
        identity.run(),
        identity.account());
  }

  void saveExits(Collection<LastExit> exits, SaveBatch batch) {
    List<Object[]> rows =
        exits.stream()
            .map(
                exit ->
                    new Object[] {
                      identity.run(),
                      identity.account(),
                      exit.instrument().exchange(),
                      exit.instrument().symbol().toString(),
                      exit.strategy(),
                      exit.side().name(),
                      Sql.utc(exit.at()),
                      Sql.json(exit)
                    })
            .toList();
    batch.add(EXITS, rows);
  }

  void saveCloses(Set<InstrumentId> changed, PositionStage stage, SaveBatch batch) {
    List<Object[]> rows =
        changed.stream()
            .map(
                instrument ->
                    new Object[] {
                      identity.run(),
                      identity.account(),
                      instrument.exchange(),
                      instrument.symbol().toString(),
                      Sql.json(stage.closes(instrument))
                    })
            .toList();
    batch.add(CLOSES, rows);
  }
}
