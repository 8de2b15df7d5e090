package io.tidemark.ml.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How models did on hold-outs. Writes run in the caller's transaction. */
@Repository
class EvaluationTable {

  private final JdbcClient database;

  EvaluationTable(JdbcClient database) {
    this.database = database;
  }

  /** Keeps an evaluation; one of the same model and hold-out that is there already stays. */
  void keep(Evaluation evaluation) {
    HoldOut holdOut = evaluation.holdOut();
    DataWindow data = holdOut.data();
    database
        .sql(
            """
            insert into hold_out (hold_out_hash, exchange, symbols, timeframe, from_time, to_time,
              target, data_sha256)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (hold_out_hash) do nothing
            """)
        .params(holdOut.hash(), data.exchange(), SqlRows.symbols(data.symbols()))
        .params(data.timeframe().code(), SqlRows.time(data.from()), SqlRows.time(data.to()))
        .params(holdOut.target(), data.sha256())
        .update();
    database
        .sql(
            """
            insert into evaluation (model_id, hold_out_hash, metrics, baseline, evaluated_at)
            values (?, ?, ?::json, ?::json, ?)
            on conflict (model_id, hold_out_hash) do nothing
            """)
        .params(evaluation.modelId(), holdOut.hash())
        .params(SqlRows.json(evaluation.metrics()), SqlRows.json(evaluation.baseline()))
        .param(SqlRows.time(evaluation.evaluatedAt()))
        .update();
  }

  /** Those of a model, the latest hold-out first. */
  List<Evaluation> of(UUID modelId) {
    return database
        .sql(
            """
            select * from evaluation join hold_out using (hold_out_hash) where model_id = ?
            order by to_time desc, number desc
            """)
        .param(modelId)
        .query(EvaluationTable::evaluation)
        .list();
  }

  private static Evaluation evaluation(ResultSet row, int number) throws SQLException {
    return new Evaluation(
        row.getObject("model_id", UUID.class),
        new HoldOut(SqlRows.window(row, "data_sha256"), row.getString("target")),
        SqlRows.figures(row, "metrics"),
        SqlRows.figures(row, "baseline"),
        SqlRows.instant(row, "evaluated_at"));
  }
}
