package io.tidemark.model.event;

import io.tidemark.model.InstrumentId;
import java.time.Instant;
import java.util.List;

/**
 * The decisions of every strategy of an instrument on the bars that closed at one instant.
 *
 * @param run the run it belongs to
 * @param closeTime the close of the bars decided on
 */
public record ScanDecided(
    InstrumentId instrument,
    String run,
    Instant closeTime,
    List<StrategyDecision> decisions,
    Instant observedAt)
    implements StrategyEvent {

  public ScanDecided {
    decisions = List.copyOf(decisions);
  }

  @Override
  public Instant eventTime() {
    return closeTime;
  }
}
