package io.tidemark.position.stage;

import io.tidemark.core.portfolio.AccountState;
import io.tidemark.core.portfolio.CashBalance;
import io.tidemark.core.portfolio.PositionStage;
import io.tidemark.core.portfolio.PositionStageConfiguration;
import io.tidemark.core.portfolio.PositionStageState;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.kit.rows.SaveBatch;
import io.tidemark.kit.rows.TransactionRows;
import io.tidemark.kit.service.RunIdentity;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.InstrumentRules;
import io.tidemark.model.Money;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataRetrievalFailureException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Loads the stage from its rows and saves what a poll wrote; within the caller's transaction. */
final class StageStore {

  private static final Logger LOG = LoggerFactory.getLogger(StageStore.class);

  private final JdbcTemplate database;
  private final StageTables tables;
  private final MarketTables markets;
  private final BookTopTable tops;
  private final ResultTables results;
  private final RiskTables risk;
  private final PerformanceTable performance;
  private final Journal journal;
  private final StageCheckpoints checkpoints;
  private final StageSettings settings;

  StageStore(
      JdbcTemplate database,
      RunIdentity identity,
      StageCheckpoints checkpoints,
      StageSettings settings) {
    this.database = database;
    this.tables = new StageTables(database, identity);
    this.markets = new MarketTables(database, identity);
    this.tops = new BookTopTable(database, identity);
    this.results = new ResultTables(database, identity);
    this.risk = new RiskTables(database, identity);
    this.performance = new PerformanceTable(database, identity);
    this.journal = new Journal(database, identity);
    this.checkpoints = checkpoints;
    this.settings = settings;
  }

  Journal journal() {
    return journal;
  }

  /** The account; empty if it was never opened. */
  Optional<AccountState> account() {
    return tables.account();
  }

  /**
   * Reads all positions and orders, so that it shows at the start if one cannot be.
   *
   * @throws org.springframework.dao.DataRetrievalFailureException if one cannot
   */
  void requireReadable() {
    tables.positions();
    tables.orders();
  }

  /** Opens the account as it starts, unless it is open. */
  void open(AccountState account, Instant at) {
    tables.open(account, at);
  }

  /** The stage of an account that is open, as its last poll left it. */
  LiveStage load(AccountState account, SortedMap<InstrumentId, InstrumentRules> rules) {
    PositionStageState state =
        new PositionStageState(
            account,
            tables.positions(),
            tables.orders(),
            tables.fills(),
            markets.load(),
            tops.load(),
            risk.load());
    String configuration = journal.lastConfiguration().orElse("");
    strategies(configuration).ifPresent(settings::know);
    PerformanceBook figures = new PerformanceBook(account, state.positions());
    performance.tellEquity(figures);
    return new LiveStage(
        PositionStage.restore(settings.configuration(account, rules), state),
        rules,
        figures,
        journal.lastSequence(),
        configuration,
        results.lastEquityTime().orElse(Instant.EPOCH));
  }

  /** Those of a journalled configuration; empty without one, or of one by another version. */
  private static Optional<Collection<StrategyDefinition>> strategies(String configuration) {
    if (configuration.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          Sql.read(configuration, PositionStageConfiguration.class).strategies().values());
    } catch (DataRetrievalFailureException e) {
      LOG.warn(
          "event=strategies_before_not_known cause=\"{}\" then=\"their signals are denied\"",
          e.getMessage());
      return Optional.empty();
    }
  }

  /** Has the transaction fail if one of these was applied before. */
  void refuseKnown(Collection<UUID> subjects) {
    journal.refuseKnown(TransactionRows.of(database).batch(), subjects);
  }

  /** Has it written right before the transaction commits. */
  void save(PollWork work, LiveStage live) {
    PositionStage stage = live.stage();
    SaveBatch batch = TransactionRows.of(database).batch();
    journal.append(batch, work.journal(), work.emitted(), work.observedAt());
    if (work.wroteAccount()) {
      tables.save(stage.account(), work.observedAt(), batch);
    }
    tables.savePositions(work.positions(), batch);
    tables.saveOrders(work.orders(), batch);
    tables.addFills(work.fills(), batch);
    markets.save(work.markets(), stage, batch);
    tops.save(work.tops(), stage, batch);
    results.saveExits(work.exitResults(), batch);
    results.addDenials(work.denials(), batch);
    saveRisk(work, stage, batch);
    saveEquity(work, live, batch);
    savePerformance(work, live, batch);
    checkpoints.keepIfDue(stage, live.sequence(), work.observedAt(), batch);
  }

  private void saveRisk(PollWork work, PositionStage stage, SaveBatch batch) {
    if (work.wroteRiskMarks()) {
      risk.saveMarks(stage.riskMarks(), batch);
    }
    risk.saveExits(work.exits(), batch);
    risk.saveCloses(work.closes(), stage, batch);
  }

  private void savePerformance(PollWork work, LiveStage live, SaveBatch batch) {
    work.positions().forEach(live.performance()::changed);
    performance.save(live.performance().takeChanged(), work.observedAt(), batch);
  }

  private void saveEquity(PollWork work, LiveStage live, SaveBatch batch) {
    Instant at = work.venueTime();
    if (at == null || !(live.beginsMinute(at) || work.wroteAccount())) {
      return;
    }
    Instant noted = live.equityNoted(at);
    for (CashBalance balance : live.stage().account().balances().values()) {
      Money equity = live.stage().equity(balance.cash().currency());
      results.addEquity(equity, balance.cash(), noted, batch);
      live.performance().valued(equity, noted);
    }
  }
}
