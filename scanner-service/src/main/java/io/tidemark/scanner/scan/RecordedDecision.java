package io.tidemark.scanner.scan;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.event.ScanDecided;
import io.tidemark.model.event.StrategyDecision;
import java.time.Instant;
import java.util.List;

/** A decision with the bars it is on. */
record RecordedDecision(Instant closeTime, InstrumentId instrument, StrategyDecision decision) {

  static List<RecordedDecision> of(ScanDecided decided) {
    return decided.decisions().stream()
        .map(one -> new RecordedDecision(decided.closeTime(), decided.instrument(), one))
        .toList();
  }

  /** Sorts by time, then instrument, then strategy. */
  String subject() {
    return "%s %s %s".formatted(closeTime, instrument.key(), decision.strategy());
  }
}
