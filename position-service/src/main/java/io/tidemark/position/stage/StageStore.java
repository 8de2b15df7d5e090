package io.tidemark.position.stage;

import io.tidemark.core.portfolio.AccountState;
import io.tidemark.core.portfolio.CashBalance;
import io.tidemark.core.portfolio.PositionStage;
import io.tidemark.core.portfolio.PositionStageState;
import io.tidemark.kit.service.RunIdentity;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.InstrumentRules;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import org.springframework.jdbc.core.JdbcTemplate;

/** Loads the stage from its rows and saves what a poll wrote; within the caller's transaction. */
final class StageStore {

  private final StageTables tables;
  private final MarketTables markets;
  private final BookTopTable tops;
  private final ResultTables results;
  private final Journal journal;
  private final StageSettings settings;

  StageStore(JdbcTemplate database, RunIdentity identity, StageSettings settings) {
    this.tables = new StageTables(database, identity);
    this.markets = new MarketTables(database, identity);
    this.tops = new BookTopTable(database, identity);
    this.results = new ResultTables(database, identity);
    this.journal = new Journal(database, identity);
    this.settings = settings;
  }

  Journal journal() {
    return journal;
  }

  /** The account; empty if it was never opened. */
  Optional<AccountState> account() {
    return tables.account();
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
            tops.load());
    return new LiveStage(
        PositionStage.restore(settings.configuration(account, rules), state),
        rules,
        journal.lastSequence(),
        journal.lastConfiguration().orElse(""),
        results.lastEquityTime().orElse(Instant.EPOCH));
  }

  void save(PollWork work, LiveStage live) {
    PositionStage stage = live.stage();
    journal.append(work.journal(), work.emitted(), work.observedAt());
    if (work.wroteAccount()) {
      tables.save(stage.account(), work.observedAt());
    }
    tables.savePositions(work.positions());
    tables.saveOrders(work.orders());
    tables.addFills(work.fills());
    markets.save(work.markets(), stage);
    tops.save(work.tops(), stage);
    results.addExits(work.closingFills());
    results.addDenials(work.denials());
    results.savePerformance(work.positions());
    saveEquity(work, live);
  }

  private void saveEquity(PollWork work, LiveStage live) {
    Instant at = work.venueTime();
    if (at == null || !(live.beginsMinute(at) || work.wroteAccount())) {
      return;
    }
    for (CashBalance balance : live.stage().account().balances().values()) {
      results.addEquity(live.stage().equity(balance.cash().currency()), balance.cash(), at);
    }
  }
}
