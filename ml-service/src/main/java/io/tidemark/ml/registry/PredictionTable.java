package io.tidemark.ml.registry;

import io.tidemark.ml.registry.PredictionRow.Outcome;
import io.tidemark.ml.registry.PredictionRow.Role;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.Prediction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Predictions. Writes run in the caller's transaction. */
@Repository
public class PredictionTable {

  private final JdbcTemplate batches;
  private final JdbcClient database;

  PredictionTable(JdbcTemplate database) {
    this.batches = database;
    this.database = JdbcClient.create(database);
  }

  /** Keeps predictions; those that are there already stay as they are. */
  public void keep(List<PredictionRow> rows) {
    batches.batchUpdate(
        """
        insert into prediction (prediction_id, model_id, model, model_hash, feature_hash, role,
          exchange, symbol, timeframe, bar_open_time, outputs, outcome, event_time, observed_at,
          row_hash)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::json, ?, ?, ?, ?)
        on conflict (prediction_id) do nothing
        """,
        rows,
        rows.size(),
        (statement, row) -> {
          Prediction told = row.prediction();
          statement.setObject(1, told.predictionId());
          statement.setObject(2, row.modelId());
          statement.setString(3, told.model());
          statement.setString(4, told.modelHash());
          statement.setString(5, row.featureHash());
          statement.setString(6, row.role().name());
          statement.setString(7, told.instrument().exchange());
          statement.setString(8, told.instrument().symbol().toString());
          statement.setString(9, told.timeframe().code());
          statement.setObject(10, SqlRows.time(told.barOpenTime()));
          statement.setString(11, SqlRows.json(told.outputs()));
          statement.setString(12, row.outcome() == null ? null : row.outcome().name());
          statement.setObject(13, SqlRows.time(told.eventTime()));
          statement.setObject(14, SqlRows.time(told.observedAt()));
          statement.setString(15, row.rowHash());
        });
  }

  /** Notes what came after the bar of a prediction. */
  public void came(UUID predictionId, Outcome outcome) {
    database
        .sql("update prediction set outcome = ? where prediction_id = ?")
        .params(outcome.name(), predictionId)
        .update();
  }

  /** Those whose bars closed before a time and of which is not known what came, oldest first. */
  public List<PredictionRow> withoutOutcome(Instant before, int limit) {
    return database
        .sql(
            """
            select * from prediction where outcome is null and event_time < ?
            order by event_time limit ?
            """)
        .params(SqlRows.time(before), limit)
        .query(PredictionTable::row)
        .list();
  }

  /** Those that a model told of an instrument's bars that closed after a time, oldest first. */
  public List<PredictionRow> of(UUID modelId, InstrumentId instrument, Instant from) {
    return database
        .sql(
            """
            select * from prediction
            where model_id = ? and exchange = ? and symbol = ? and event_time > ?
            order by event_time
            """)
        .params(modelId, instrument.exchange(), instrument.symbol().toString())
        .param(SqlRows.time(from))
        .query(PredictionTable::row)
        .list();
  }

  static PredictionRow row(ResultSet row, int number) throws SQLException {
    String outcome = row.getString("outcome");
    return new PredictionRow(
        new Prediction(
            row.getObject("prediction_id", UUID.class),
            row.getString("model"),
            row.getString("model_hash"),
            row.getString("feature_hash"),
            InstrumentId.of(row.getString("exchange"), row.getString("symbol")),
            Timeframe.parse(row.getString("timeframe")),
            SqlRows.instant(row, "bar_open_time"),
            SqlRows.figures(row, "outputs"),
            SqlRows.instant(row, "event_time"),
            SqlRows.instant(row, "observed_at")),
        row.getObject("model_id", UUID.class),
        row.getString("feature_hash"),
        Role.valueOf(row.getString("role")),
        outcome == null ? null : Outcome.valueOf(outcome),
        row.getString("row_hash"));
  }
}
