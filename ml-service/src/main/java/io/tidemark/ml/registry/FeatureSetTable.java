package io.tidemark.ml.registry;

import io.tidemark.model.Timeframe;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Sets of features. Writes run in the caller's transaction. */
@Repository
public class FeatureSetTable {

  private final JdbcClient database;

  FeatureSetTable(JdbcClient database) {
    this.database = database;
  }

  /** Keeps a set; one that is there already stays as it is. */
  public void keep(FeatureSetRow set) {
    database
        .sql(
            """
            insert into feature_set (feature_hash, timeframe, features, definition, created_at)
            values (?, ?, ?, ?::json, ?)
            on conflict (feature_hash) do nothing
            """)
        .params(set.hash(), set.timeframe().code(), set.features(), set.definition())
        .param(SqlRows.time(set.createdAt()))
        .update();
  }

  /** The set of a hash; empty for none. */
  public Optional<FeatureSetRow> find(String hash) {
    return database
        .sql("select * from feature_set where feature_hash = ?")
        .param(hash)
        .query(
            (row, _) ->
                new FeatureSetRow(
                    row.getString("feature_hash"),
                    Timeframe.parse(row.getString("timeframe")),
                    row.getInt("features"),
                    row.getString("definition"),
                    SqlRows.instant(row, "created_at")))
        .optional();
  }
}
