package io.tidemark.position.stage;

import io.tidemark.core.portfolio.PositionStage;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.InstrumentRules;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.MarketEvent;
import io.tidemark.model.event.MarketTrade;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** The stage in memory, and what goes with it until a poll is rolled back. */
final class LiveStage {

  private PositionStage stage;
  private Map<InstrumentId, InstrumentRules> rules;
  private final PerformanceBook performance;
  private long sequence;
  private String configuration;
  private Instant equityMinute;
  private Instant lastEquityTime;

  /**
   * @param rules those the stage was configured with
   * @param performance figures of what it did so far
   * @param sequence the last that the journal used
   * @param configuration the last that the journal holds; empty for none
   * @param lastEquityTime when equity was last noted
   */
  LiveStage(
      PositionStage stage,
      Map<InstrumentId, InstrumentRules> rules,
      PerformanceBook performance,
      long sequence,
      String configuration,
      Instant lastEquityTime) {
    this.stage = stage;
    this.rules = rules;
    this.performance = performance;
    this.sequence = sequence;
    this.configuration = configuration;
    this.equityMinute = minute(lastEquityTime);
    this.lastEquityTime = lastEquityTime;
  }

  PositionStage stage() {
    return stage;
  }

  /** Goes on with the same state under other rules. */
  void replace(PositionStage reconfigured, Map<InstrumentId, InstrumentRules> otherRules) {
    stage = reconfigured;
    rules = otherRules;
  }

  @SuppressWarnings("ReferenceEquality") // the cache gives the same object until the rules change
  boolean hasRules(Map<InstrumentId, InstrumentRules> current) {
    return rules == current;
  }

  /**
   * Whether {@code current} differs from the configuration in force; it is in force from now on.
   */
  boolean beginsConfiguration(String current) {
    boolean begins = !configuration.equals(current);
    configuration = current;
    return begins;
  }

  /** Whether the market of an instrument matters: a position in it is open, opening or closing. */
  boolean watches(InstrumentId instrument) {
    return stage.watches(instrument);
  }

  /** Whether an event is of bars that the guards take correlations over. */
  boolean remembers(Event event) {
    return event instanceof BarsClosed bars && stage.remembers(bars);
  }

  /** Whether what a market tells is of concern. */
  boolean concerns(InstrumentId instrument, Event event) {
    boolean tells = !(event instanceof MarketTrade) || stage.followsTrades();
    return (tells && watches(instrument)) || remembers(event) || isAwaited(event);
  }

  /** Whether something waits for the time that a market tells with an event. */
  boolean isAwaited(Event event) {
    return event instanceof MarketEvent && stage.waitsFor(event.eventTime());
  }

  /** How well it went so far. */
  PerformanceBook performance() {
    return performance;
  }

  long sequence() {
    return sequence;
  }

  /** The next sequence, not yet taken. */
  long nextSequence() {
    return sequence + 1;
  }

  void advanceTo(long taken) {
    sequence = taken;
  }

  /** Whether {@code time} is in a later minute than the last equity point; it is from now on. */
  boolean beginsMinute(Instant time) {
    boolean begins = minute(time).isAfter(equityMinute);
    equityMinute = begins ? minute(time) : equityMinute;
    return begins;
  }

  /**
   * The instant that equity is noted at: {@code time}, or that of the last point if an instrument
   * that lags behind the others led to it, as equity is told in the order it was seen.
   */
  Instant equityNoted(Instant time) {
    lastEquityTime = time.isAfter(lastEquityTime) ? time : lastEquityTime;
    return lastEquityTime;
  }

  private static Instant minute(Instant time) {
    return time.truncatedTo(ChronoUnit.MINUTES);
  }
}
