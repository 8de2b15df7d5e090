package io.tidemark.backtester.job;

import io.tidemark.backtester.search.TrialJournal;
import io.tidemark.backtester.search.TrialLine;
import io.tidemark.backtester.search.TrialRecord;
import io.tidemark.kit.codec.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The trials of searches, and what these are of. */
@Component
class TrialTable {

  private final JdbcClient database;
  private final TransactionTemplate transactions;

  TrialTable(JdbcClient database, TransactionTemplate stageTransactions) {
    this.database = database;
    this.transactions = stageTransactions;
  }

  /**
   * Opens the journal of a search. Trials that were kept for it of other bars, or on other
   * assumptions, are dropped: they say nothing any more.
   *
   * @param identity of the search, by what it is made up of
   */
  TrialJournal open(UUID id, Map<String, String> identity) {
    String text = Json.mapper().writeValueAsString(identity);
    SortedMap<Integer, List<TrialRecord>> known = new TreeMap<>();
    transactions.executeWithoutResult(
        _ -> {
          if (!text.equals(identity(id).orElse(text))) {
            database.sql("delete from trial where run_id = ?").param(id).update();
          }
          database
              .sql(
                  """
                  insert into optimisation (run_id, identity) values (?, ?::json)
                  on conflict (run_id) do update set identity = excluded.identity
                  """)
              .params(id, text)
              .update();
          lines(id, "sequence", Integer.MAX_VALUE, 0)
              .forEach(
                  line ->
                      known.computeIfAbsent(line.fold(), _ -> new ArrayList<>()).add(line.trial()));
        });
    return new Journal(id, known);
  }

  private Optional<String> identity(UUID id) {
    return database
        .sql("select identity from optimisation where run_id = ?")
        .param(id)
        .query(String.class)
        .optional();
  }

  private List<TrialLine> lines(UUID id, String order, int limit, long offset) {
    return database
        .sql("select trial from trial where run_id = ? order by " + order + " limit ? offset ?")
        .params(id, limit, offset)
        .query(String.class)
        .list()
        .stream()
        .map(TrialLine::parse)
        .toList();
  }

  /** Trials by window and number. */
  List<TrialLine> page(UUID id, int limit, long offset) {
    return lines(id, "fold, number", limit, offset);
  }

  long count(UUID id) {
    return database
        .sql("select count(*) from trial where run_id = ?")
        .param(id)
        .query(Long.class)
        .single();
  }

  void saveBest(UUID id, String yaml) {
    database
        .sql("update optimisation set best_strategy = ? where run_id = ?")
        .params(yaml, id)
        .update();
  }

  /** The strategy with the best parameters as YAML; empty before the search is done. */
  Optional<String> best(UUID id) {
    return database
        .sql(
            "select best_strategy from optimisation where run_id = ? and best_strategy is not null")
        .param(id)
        .query(String.class)
        .optional();
  }

  /** Trials of one search; each is committed by itself. */
  private final class Journal implements TrialJournal {

    private final UUID id;
    private final SortedMap<Integer, List<TrialRecord>> known;

    Journal(UUID id, SortedMap<Integer, List<TrialRecord>> known) {
      this.id = id;
      this.known = known;
    }

    @Override
    public List<TrialRecord> known(int fold) {
      return List.copyOf(known.getOrDefault(fold, List.of()));
    }

    @Override
    public int known() {
      return known.values().stream().mapToInt(List::size).sum();
    }

    @Override
    public void add(int fold, TrialRecord trial) {
      database
          .sql("insert into trial (run_id, fold, number, trial) values (?, ?, ?, ?::json)")
          .params(id, fold, trial.number(), new TrialLine(fold, trial).text())
          .update();
    }
  }
}
