package io.tidemark.scanner.strategies;

import io.swagger.v3.oas.annotations.Operation;
import io.tidemark.kit.codec.Json;
import io.tidemark.kit.paging.Filters;
import io.tidemark.kit.paging.PagedTable;
import io.tidemark.kit.web.NotFoundException;
import io.tidemark.kit.web.Page;
import io.tidemark.kit.web.PageRequest;
import io.tidemark.scanner.strategies.EditionNotices.Change;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** What strategies were configured as, and reading the files anew. */
@RestController
class ConfigurationController {

  /**
   * A configuration that took effect, or will.
   *
   * @param id growing, for {@code /api/v1/configuration/diff}
   * @param change {@code ADDED}, {@code CHANGED} or {@code REMOVED}
   * @param definition the canonical form; null for a removal
   * @param effectiveFrom the first close instant decided with it
   */
  record ConfigurationItem(
      long id,
      String strategy,
      String change,
      String configurationHash,
      @Nullable JsonNode definition,
      Instant effectiveFrom,
      Instant recordedAt) {}

  /** How two configurations differ. */
  record Difference(ConfigurationItem from, ConfigurationItem to, List<FieldChange> changes) {}

  /**
   * What came of reading the files.
   *
   * @param changed whether they say something else than before
   * @param edition null if nothing changed
   * @param effectiveFrom the first close instant that is decided with them; null likewise
   * @param strategies the ids of all that are in effect then
   */
  record Reload(
      boolean changed,
      @Nullable Long edition,
      @Nullable Instant effectiveFrom,
      Set<String> strategies) {}

  private final JdbcClient database;
  private final PagedTable<ConfigurationItem> configurations;
  private final StrategyReloads reloads;
  private final StrategyJournal journal;

  ConfigurationController(JdbcClient database, StrategyReloads reloads, StrategyJournal journal) {
    this.database = database;
    this.reloads = reloads;
    this.journal = journal;
    configurations =
        new PagedTable<>(
            database, "configuration_history", "id desc", ConfigurationController::item);
  }

  @GetMapping("/api/v1/configuration/history")
  @Operation(summary = "Configurations that took effect, newest first; from is included, to is not")
  Page<ConfigurationItem> history(
      @RequestParam(required = false) @Nullable String strategy,
      @RequestParam(required = false) @Nullable String change,
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to,
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size) {
    return configurations.page(
        new Filters()
            .equal("strategy", strategy)
            .constant("change", "change", Change.class, change)
            .between("effective_from", from, to),
        new PageRequest(page, size));
  }

  @GetMapping("/api/v1/configuration/diff")
  @Operation(summary = "How two configurations of the history differ, field by field")
  Difference difference(@RequestParam long from, @RequestParam long to) {
    ConfigurationItem before = one(from);
    ConfigurationItem after = one(to);
    return new Difference(
        before, after, FieldChange.between(before.definition(), after.definition()));
  }

  private ConfigurationItem one(long id) {
    return database
        .sql("select * from configuration_history where id = ?")
        .param(id)
        .query((row, _) -> item(row))
        .optional()
        .orElseThrow(
            () ->
                new NotFoundException(
                    "no configuration has the id %d; /api/v1/configuration/history tells them"
                        .formatted(id)));
  }

  @PostMapping("/api/v1/configuration/reload")
  @Operation(summary = "Reads the files now; what they say takes effect at a coming bar")
  Reload reload() {
    Optional<StrategyEdition> recorded = reloads.reload();
    Optional<StrategyEdition> latest = recorded.or(journal::latest);
    return new Reload(
        recorded.isPresent(),
        recorded.map(StrategyEdition::id).orElse(null),
        recorded.map(StrategyEdition::effectiveFrom).orElse(null),
        latest.map(edition -> edition.byId().keySet()).orElse(Set.of()));
  }

  private static ConfigurationItem item(ResultSet row) throws SQLException {
    String definition = row.getString("definition");
    return new ConfigurationItem(
        row.getLong("id"),
        row.getString("strategy"),
        row.getString("change"),
        row.getString("configuration_hash"),
        definition == null ? null : Json.mapper().readTree(definition),
        PagedTable.instant(row, "effective_from"),
        PagedTable.instant(row, "recorded_at"));
  }
}
