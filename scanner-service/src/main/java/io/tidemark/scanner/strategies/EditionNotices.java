package io.tidemark.scanner.strategies;

import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.kit.codec.Json;
import io.tidemark.kit.configuration.StrategyLoader;
import io.tidemark.kit.outbox.Outbox;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.model.Ids;
import io.tidemark.model.Symbol;
import io.tidemark.model.event.ConfigurationAccepted;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Tells of an edition, within its transaction: each strategy that is new, changed or taken away
 * joins the history, and the suite is told. For each new or changed one there is a configuration of
 * its id on {@code control.config.v1}; the one named {@code strategies} lists all that are in
 * effect, each with its hash.
 */
@Component
class EditionNotices {

  /** The configuration's name on {@code control.config.v1}. */
  static final String ALL = "strategies";

  private final JdbcTemplate database;
  private final Outbox outbox;

  EditionNotices(JdbcTemplate database, Outbox outbox) {
    this.database = database;
    this.outbox = outbox;
  }

  /** What an edition means for a strategy. */
  enum Change {
    ADDED,
    CHANGED,
    REMOVED
  }

  void give(SortedMap<String, StrategyDefinition> before, StrategyEdition edition, Instant now) {
    List<ConfigurationAccepted> accepted = new ArrayList<>();
    for (StrategyDefinition strategy : edition.byId().values()) {
      StrategyDefinition old = before.get(strategy.id());
      if (!strategy.equals(old)) {
        String form = StrategyLoader.canonicalForm(strategy);
        Change change = old == null ? Change.ADDED : Change.CHANGED;
        keep(strategy.id(), strategy.configurationHash(), form, change, edition, now);
        store(strategy, form, edition);
        accepted.add(accepted(strategy.id(), strategy.configurationHash(), form, edition, now));
      }
    }
    for (StrategyDefinition old : before.values()) {
      if (!edition.byId().containsKey(old.id())) {
        keep(old.id(), old.configurationHash(), null, Change.REMOVED, edition, now);
      }
    }
    database.update(
        "delete from strategy where not (id = any (?))",
        (Object) edition.byId().keySet().toArray(String[]::new));
    accepted.add(all(edition, now));
    outbox.append(accepted);
  }

  private static ConfigurationAccepted all(StrategyEdition edition, Instant now) {
    SortedMap<String, String> hashes = new TreeMap<>();
    edition.byId().forEach((id, strategy) -> hashes.put(id, strategy.configurationHash()));
    String content = Json.mapper().writeValueAsString(hashes);
    return accepted(ALL, Ids.sha256(content), content, edition, now);
  }

  private static ConfigurationAccepted accepted(
      String name, String hash, String content, StrategyEdition edition, Instant now) {
    return new ConfigurationAccepted(
        TidemarkService.SCANNER.serviceName(),
        name,
        hash,
        content,
        edition.effectiveFrom(),
        now,
        now);
  }

  private void keep(
      String id,
      String hash,
      @Nullable String form,
      Change change,
      StrategyEdition edition,
      Instant now) {
    database.update(
        """
        insert into configuration_history (
          strategy, configuration_hash, definition, change, effective_from, recorded_at)
        values (?, ?, ?::jsonb, ?, ?, ?)
        """,
        id,
        hash,
        form,
        change.name(),
        edition.effectiveFrom().atOffset(ZoneOffset.UTC),
        now.atOffset(ZoneOffset.UTC));
  }

  private void store(StrategyDefinition strategy, String form, StrategyEdition edition) {
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
            configuration_hash = excluded.configuration_hash, valid_from = excluded.valid_from
        """,
        strategy.id(),
        strategy.name(),
        strategy.className(),
        strategy.mode().name().toLowerCase(Locale.ROOT),
        strategy.market().exchange(),
        strategy.market().symbols().stream().map(Symbol::toString).toArray(String[]::new),
        strategy.market().primaryTimeframe().code(),
        strategy.configurationHash(),
        form,
        edition.effectiveFrom().atOffset(ZoneOffset.UTC));
  }
}
