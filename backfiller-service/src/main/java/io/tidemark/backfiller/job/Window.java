package io.tidemark.backfiller.job;

import io.tidemark.core.history.Span;
import io.tidemark.exchange.TradeCursor;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A piece of an item's history and how far it was read.
 *
 * @param timeframe of the candles; null where trades are read
 * @param position trades were read up to here, candles down to here
 * @param next where the next page of trades begins
 * @param snapshot the bars that are being built there; null before the first page
 */
@SuppressWarnings("ArrayRecordComponent")
record Window(
    UUID jobId,
    InstrumentId instrument,
    Kind kind,
    @Nullable Timeframe timeframe,
    Span span,
    Instant position,
    TradeCursor next,
    byte @Nullable [] snapshot,
    State state) {

  /** What is read. */
  enum Kind {
    CANDLES,
    TRADES
  }

  /** How far it is. */
  enum State {
    /** Pages are to be read. */
    READING,
    /** All was read; the ingestor is to acknowledge the rest. */
    READ,
    /** All is acknowledged. */
    DONE
  }

  /** Trades of a span, not read yet. */
  static Window ofTrades(WorkItem item, Span span) {
    return new Window(
        item.jobId(),
        item.instrument(),
        Kind.TRADES,
        null,
        span,
        span.from(),
        TradeCursor.at(span.from()),
        null,
        State.READING);
  }

  /** Candles of a span, not read yet. */
  static Window ofCandles(WorkItem item, Timeframe timeframe, Span span) {
    return new Window(
        item.jobId(),
        item.instrument(),
        Kind.CANDLES,
        timeframe,
        span,
        span.to(),
        TradeCursor.at(span.to()),
        null,
        State.READING);
  }

  /** Its timeframe as the database's key takes it. */
  String timeframeKey() {
    return timeframe == null ? "" : timeframe.code();
  }

  /** Where a window of candles has come. */
  Window downTo(Instant newPosition, State newState) {
    return new Window(
        jobId, instrument, kind, timeframe, span, newPosition, next, snapshot, newState);
  }

  /** Where a window of trades has come. */
  Window upTo(Instant newPosition, TradeCursor newNext, byte[] newSnapshot, State newState) {
    return new Window(
        jobId, instrument, kind, timeframe, span, newPosition, newNext, newSnapshot, newState);
  }
}
