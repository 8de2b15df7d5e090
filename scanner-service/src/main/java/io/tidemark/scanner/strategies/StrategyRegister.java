package io.tidemark.scanner.strategies;

import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.kit.configuration.Strategies;
import io.tidemark.kit.configuration.StrategyLoader;
import io.tidemark.kit.outbox.Outbox;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.model.Symbol;
import io.tidemark.model.event.ConfigurationAccepted;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Records the loaded strategies before the first bar is read. A configuration that differs from the
 * one in use joins the history and is told to the suite, in one transaction.
 */
@Component
class StrategyRegister implements SmartInitializingSingleton {

  private static final Logger LOG = LoggerFactory.getLogger(StrategyRegister.class);

  private final Strategies strategies;
  private final JdbcTemplate database;
  private final Outbox outbox;
  private final TransactionTemplate transactions;
  private final SuiteClock clock;

  StrategyRegister(
      Strategies strategies,
      JdbcTemplate database,
      Outbox outbox,
      TransactionTemplate stageTransactions,
      SuiteClock clock) {
    this.strategies = strategies;
    this.database = database;
    this.outbox = outbox;
    this.transactions = stageTransactions;
    this.clock = clock;
  }

  @Override
  public void afterSingletonsInstantiated() {
    transactions.executeWithoutResult(_ -> record(clock.instant()));
  }

  private void record(Instant now) {
    database.execute("lock table strategy in exclusive mode");
    Map<String, String> inUse = new HashMap<>();
    database.query(
        "select id, configuration_hash from strategy",
        row -> {
          inUse.put(row.getString("id"), row.getString("configuration_hash"));
        });
    List<ConfigurationAccepted> accepted = new ArrayList<>();
    for (StrategyDefinition strategy : strategies.byId().values()) {
      String definition = StrategyLoader.canonicalForm(strategy);
      boolean changed = !strategy.configurationHash().equals(inUse.get(strategy.id()));
      store(strategy, definition, now);
      if (changed) {
        accepted.add(accept(strategy, definition, now));
      }
    }
    inUse.keySet().stream()
        .filter(id -> !strategies.byId().containsKey(id))
        .forEach(id -> database.update("delete from strategy where id = ?", id));
    outbox.append(accepted);
  }

  /** The instant from which it is valid stays where the configuration stays. */
  private void store(StrategyDefinition strategy, String definition, Instant now) {
    database.update(
        """
        insert into strategy (
          id, name, class, mode, exchange, symbols, primary_timeframe, configuration_hash,
          definition, valid_from)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?)
        on conflict (id) do update
        set name = excluded.name, class = excluded.class, mode = excluded.mode,
            exchange = excluded.exchange, symbols = excluded.symbols,
            primary_timeframe = excluded.primary_timeframe, definition = excluded.definition,
            configuration_hash = excluded.configuration_hash,
            valid_from = case
              when strategy.configuration_hash = excluded.configuration_hash
              then strategy.valid_from else excluded.valid_from end
        """,
        strategy.id(),
        strategy.name(),
        strategy.className(),
        strategy.mode().name().toLowerCase(Locale.ROOT),
        strategy.market().exchange(),
        strategy.market().symbols().stream().map(Symbol::toString).toArray(String[]::new),
        strategy.market().primaryTimeframe().code(),
        strategy.configurationHash(),
        definition,
        now.atOffset(ZoneOffset.UTC));
  }

  private ConfigurationAccepted accept(
      StrategyDefinition strategy, String definition, Instant now) {
    database.update(
        """
        insert into configuration_history (
          strategy, configuration_hash, definition, effective_from)
        values (?, ?, ?::jsonb, ?)
        """,
        strategy.id(),
        strategy.configurationHash(),
        definition,
        now.atOffset(ZoneOffset.UTC));
    LOG.info(
        "event=configuration_accepted strategy={} hash={}",
        strategy.id(),
        strategy.configurationHash());
    return new ConfigurationAccepted(
        TidemarkService.SCANNER.serviceName(),
        strategy.id(),
        strategy.configurationHash(),
        definition,
        now,
        now,
        now);
  }
}
