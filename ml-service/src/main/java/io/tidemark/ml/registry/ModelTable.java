package io.tidemark.ml.registry;

import io.tidemark.kit.codec.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;

/** Versions of models. Writes run in the caller's transaction. */
@Repository
class ModelTable {

  private static final TypeReference<List<ModelFile>> FILES = new TypeReference<>() {};

  private final JdbcClient database;

  ModelTable(JdbcClient database) {
    this.database = database;
  }

  /** Keeps a version as a candidate; false if it is there already, which stays as it is. */
  boolean insert(ModelVersion version, String reason, Instant now) {
    DataWindow fittedOn = version.fittedOn();
    boolean added =
        database
                .sql(
                    """
                    insert into model (model_id, name, kind, model_hash, feature_hash, code_hash,
                      configuration_sha256, run_id, exchange, symbols, timeframe, from_time,
                      to_time, input_sha256, files, metrics, promotion_metric, promotion_margin,
                      state, state_reason, state_since, registered_at)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::json, ?::json, ?, ?,
                      'CANDIDATE', ?, ?, ?)
                    on conflict (model_id) do nothing
                    """)
                .params(version.id(), version.name(), version.kind(), version.hash())
                .params(version.featureHash(), version.codeHash(), version.configurationSha256())
                .param(version.runId())
                .params(fittedOn.exchange(), SqlRows.symbols(fittedOn.symbols()))
                .params(fittedOn.timeframe().code(), SqlRows.time(fittedOn.from()))
                .params(SqlRows.time(fittedOn.to()), fittedOn.sha256())
                .params(SqlRows.json(version.files().all()), SqlRows.json(version.metrics()))
                .params(version.rule().metric().name(), version.rule().margin())
                .params(reason, SqlRows.time(now), SqlRows.time(now))
                .update()
            > 0;
    if (added) {
      note(version.id(), null, ModelState.CANDIDATE, reason, now);
    }
    return added;
  }

  /**
   * Puts a model that is still in the state it was seen in into another; false if it is not in it
   * any more.
   */
  boolean change(RegisteredModel seen, ModelState to, String reason, Instant now) {
    boolean changed =
        database
                .sql(
                    """
                    update model set state = ?, state_reason = ?, state_since = ?
                    where model_id = ? and state = ?
                    """)
                .params(to.name(), reason, SqlRows.time(now), seen.id(), seen.state().name())
                .update()
            > 0;
    if (changed) {
      note(seen.id(), seen.state(), to, reason, now);
    }
    return changed;
  }

  /** Notes whose place a champion took. */
  void succeeds(UUID id, @Nullable UUID predecessor) {
    database
        .sql("update model set predecessor_id = ? where model_id = ?")
        .param(predecessor)
        .param(id)
        .update();
  }

  private void note(UUID id, @Nullable ModelState from, ModelState to, String reason, Instant now) {
    database
        .sql(
            """
            insert into model_transition (model_id, from_state, to_state, reason, changed_at)
            values (?, ?, ?, ?, ?)
            """)
        .param(id)
        .param(from == null ? null : from.name())
        .params(to.name(), reason, SqlRows.time(now))
        .update();
  }

  Optional<RegisteredModel> find(UUID id) {
    return database
        .sql("select * from model where model_id = ?")
        .param(id)
        .query(ModelTable::model)
        .optional();
  }

  /** The one of a name in a state of which a name has one at most. */
  Optional<RegisteredModel> only(String name, ModelState state) {
    return database
        .sql("select * from model where name = ? and state = ?")
        .params(name, state.name())
        .query(ModelTable::model)
        .optional();
  }

  /** All in a state, in the order of their names. */
  List<RegisteredModel> all(ModelState state) {
    return database
        .sql("select * from model where state = ? order by name, number")
        .param(state.name())
        .query(ModelTable::model)
        .list();
  }

  /**
   * The newest first.
   *
   * @param name null for all
   * @param state null for all
   */
  List<RegisteredModel> page(
      @Nullable String name, @Nullable ModelState state, int limit, long offset) {
    return filtered("select *", name, state, " order by number desc limit ? offset ?")
        .params(limit, offset)
        .query(ModelTable::model)
        .list();
  }

  long count(@Nullable String name, @Nullable ModelState state) {
    return filtered("select count(*)", name, state, "").query(Long.class).single();
  }

  private JdbcClient.StatementSpec filtered(
      String what, @Nullable String name, @Nullable ModelState state, String end) {
    String stateName = state == null ? null : state.name();
    return database
        .sql(
            what
                + " from model where (?::text is null or name = ?)"
                + " and (?::text is null or state = ?)"
                + end)
        .param(name)
        .param(name)
        .param(stateName)
        .param(stateName);
  }

  /** The states a model was in, in their order. */
  List<ModelTransition> transitions(UUID id) {
    return database
        .sql("select * from model_transition where model_id = ? order by number")
        .param(id)
        .query(
            (row, _) ->
                new ModelTransition(
                    ModelState.valueOf(row.getString("to_state")),
                    row.getString("reason"),
                    SqlRows.instant(row, "changed_at")))
        .list();
  }

  private static RegisteredModel model(ResultSet row, int number) throws SQLException {
    return new RegisteredModel(
        version(row),
        ModelState.valueOf(row.getString("state")),
        row.getString("state_reason"),
        SqlRows.instant(row, "state_since"),
        row.getObject("predecessor_id", UUID.class),
        SqlRows.instant(row, "registered_at"));
  }

  private static ModelVersion version(ResultSet row) throws SQLException {
    return new ModelVersion(
        row.getString("name"),
        row.getString("kind"),
        row.getString("feature_hash"),
        row.getString("code_hash"),
        row.getString("configuration_sha256"),
        row.getObject("run_id", UUID.class),
        SqlRows.window(row, "input_sha256"),
        new ModelFiles(Json.mapper().readValue(row.getString("files"), FILES)),
        SqlRows.figures(row, "metrics"),
        new PromotionRule(
            PromotionMetric.valueOf(row.getString("promotion_metric")),
            row.getDouble("promotion_margin")));
  }
}
