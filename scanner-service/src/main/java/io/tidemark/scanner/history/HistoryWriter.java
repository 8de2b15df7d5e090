package io.tidemark.scanner.history;

import io.tidemark.kit.codec.Json;
import io.tidemark.model.event.ScanDecided;
import io.tidemark.model.event.SignalRaised;
import io.tidemark.model.event.StrategyDecision;
import io.tidemark.model.event.StrategyDecision.Outcome;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Writes signals and blocked decisions; what is there already stays as it is. */
@Component
public class HistoryWriter {

  private final JdbcTemplate database;

  HistoryWriter(JdbcTemplate database) {
    this.database = database;
  }

  /** Writes what is new of these; of the decisions, those that are no holds. */
  public void write(List<ScanDecided> decisions, List<SignalRaised> signals) {
    List<Object[]> rows = new ArrayList<>();
    for (ScanDecided decided : decisions) {
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
          strength, block_reason, reasons, indicators, configuration_hash, close_time, observed_at)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?)
        on conflict (decision_id) do nothing
        """,
        rows);
    database.batchUpdate(
        """
        insert into signal (
          signal_id, run, exchange, symbol, strategy, timeframe, type, source, confidence,
          strength, reason, reference_price, configuration_hash, event_time, observed_at)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        on conflict (signal_id) do nothing
        """,
        signals.stream().map(HistoryWriter::row).toList());
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
      decided.observedAt().atOffset(ZoneOffset.UTC)
    };
  }

  private static Object[] row(SignalRaised signal) {
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
      signal.observedAt().atOffset(ZoneOffset.UTC)
    };
  }
}
