package io.tidemark.scanner.history;

import io.tidemark.core.strategy.StrategyDefinition.Mode;
import io.tidemark.kit.codec.Json;
import io.tidemark.model.event.ScanDecided;
import io.tidemark.model.event.SignalRaised;
import io.tidemark.model.event.StrategyDecision;
import io.tidemark.model.event.StrategyDecision.Outcome;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Writes signals, blocked decisions and shadow trades; what is there stays as it is. */
@Component
public class HistoryWriter {

  private final JdbcTemplate database;
  private final ShadowTables shadows;

  HistoryWriter(JdbcTemplate database, ShadowTables shadows) {
    this.database = database;
    this.shadows = shadows;
  }

  /** Writes what is new of it; of the decisions, those that are no holds. */
  public void write(ScanHistory history) {
    List<Object[]> rows = new ArrayList<>();
    for (ScanDecided decided : history.decisions()) {
      for (StrategyDecision decision : decided.decisions()) {
        if (decision.outcome() != Outcome.HOLD) {
          rows.add(row(decided, decision));
        }
      }
    }
    database.batchUpdate(
        """
        insert into decision (
          decision_id, run, exchange, symbol, strategy, timeframe, outcome, type, confidence,
          strength, block_reason, reasons, indicators, configuration_hash, close_time, observed_at,
          prediction_id, model_hash, feature_hash)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?)
        on conflict (decision_id) do nothing
        """,
        rows);
    database.batchUpdate(
        """
        insert into signal (
          signal_id, run, exchange, symbol, strategy, timeframe, type, source, confidence,
          strength, reason, reference_price, configuration_hash, event_time, observed_at,
          mode, close_fraction, decision_ids, metadata)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::uuid[], ?::jsonb)
        on conflict (signal_id) do nothing
        """,
        Stream.concat(
                history.signals().stream().map(signal -> row(signal, Mode.LIVE)),
                history.shadowSignals().stream().map(signal -> row(signal, Mode.SHADOW)))
            .toList());
    shadows.write(history.trades());
  }

  private static Object[] row(ScanDecided decided, StrategyDecision decision) {
    return new Object[] {
      decision.decisionId(),
      decided.run(),
      decided.instrument().exchange(),
      decided.instrument().symbol().toString(),
      decision.strategy(),
      decision.timeframe().code(),
      decision.outcome().name(),
      decision.type() == null ? null : decision.type().name(),
      decision.confidence(),
      decision.strength(),
      decision.blockReason() == null ? null : decision.blockReason().name(),
      decision.reasons().toArray(String[]::new),
      Json.mapper().writeValueAsString(decision.indicators()),
      decision.configurationHash(),
      decided.closeTime().atOffset(ZoneOffset.UTC),
      decided.observedAt().atOffset(ZoneOffset.UTC),
      decision.predictionId(),
      decision.modelHash(),
      decision.featureHash()
    };
  }

  private static Object[] row(SignalRaised signal, Mode mode) {
    return new Object[] {
      signal.signalId(),
      signal.run(),
      signal.instrument().exchange(),
      signal.instrument().symbol().toString(),
      signal.strategy(),
      signal.timeframe().code(),
      signal.type().name(),
      signal.source().name(),
      signal.confidence(),
      signal.strength(),
      signal.reason(),
      signal.referencePrice().value(),
      signal.configurationHash(),
      signal.eventTime().atOffset(ZoneOffset.UTC),
      signal.observedAt().atOffset(ZoneOffset.UTC),
      mode.name().toLowerCase(Locale.ROOT),
      signal.closeFraction(),
      signal.decisions().stream().map(UUID::toString).toArray(String[]::new),
      Json.mapper().writeValueAsString(signal.metadata())
    };
  }
}
