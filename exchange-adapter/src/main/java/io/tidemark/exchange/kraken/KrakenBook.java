package io.tidemark.exchange.kraken;

import io.tidemark.exchange.OrderBookView;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.event.OrderBook;
import java.time.Instant;
import java.util.Comparator;
import java.util.zip.CRC32;

/**
 * A local book, kept by a stream's snapshot and updates, as deep as was subscribed. Levels keep the
 * venue's digits: the checksum is over them, trailing zeros included. One thread changes it; any
 * may look.
 */
final class KrakenBook {

  /** Levels a side in the checksum. */
  private static final int CHECKED = 10;

  /** Levels a side in the event. */
  private static final int EVENT_DEPTH = 20;

  /** What became of the book. */
  enum Outcome {
    /** It agrees with the checksum, or the message told none. */
    RIGHT,
    /** The message is older than the book, which it left as it was. */
    STALE,
    /** It does not agree with the checksum. */
    WRONG,
    /** Its best bid is at or above its best ask. */
    CROSSED
  }

  private final InstrumentId instrument;
  private final BookSide bids;
  private final BookSide asks;
  private long latestNanos;

  KrakenBook(InstrumentId instrument, int depth) {
    this.instrument = instrument;
    bids = new BookSide(Comparator.<Price>reverseOrder(), depth);
    asks = new BookSide(Comparator.<Price>naturalOrder(), depth);
  }

  /** Takes a snapshot in place of everything. */
  synchronized Outcome replace(BookUpdate snapshot) {
    bids.clear();
    asks.clear();
    take(snapshot);
    return isCrossed() ? Outcome.CROSSED : Outcome.RIGHT;
  }

  /** Applies an update. */
  synchronized Outcome apply(BookUpdate update) {
    if (update.changedNanos() != 0 && update.changedNanos() < latestNanos) {
      return Outcome.STALE;
    }
    take(update);
    String told = update.checksum();
    if (!told.isEmpty() && !told.equals(Long.toString(checksum()))) {
      return Outcome.WRONG;
    }
    return isCrossed() ? Outcome.CROSSED : Outcome.RIGHT;
  }

  private void take(BookUpdate update) {
    asks.apply(update.asks());
    bids.apply(update.bids());
    latestNanos = Math.max(latestNanos, update.latestNanos());
  }

  private boolean isCrossed() {
    return hasBothSides() && !bids.best().isBelow(asks.best());
  }

  /** The CRC32 of the best ten asks, then bids: digits of price and quantity, leading zeros cut. */
  synchronized long checksum() {
    CRC32 crc = new CRC32();
    asks.addTo(crc, CHECKED);
    bids.addTo(crc, CHECKED);
    return crc.getValue();
  }

  /** The latest time the venue told in this book. */
  synchronized Instant latest() {
    return KrakenTimes.ofNanos(latestNanos);
  }

  synchronized boolean hasBothSides() {
    return !bids.isEmpty() && !asks.isEmpty();
  }

  /**
   * The book as it stands.
   *
   * @param most levels a side
   */
  synchronized OrderBookView view(int most) {
    return new OrderBookView(instrument, bids.view(most), asks.view(most), latest());
  }

  /** The event of the book as it stands. */
  synchronized OrderBook toEvent(Instant observedAt) {
    return new OrderBook(
        instrument, bids.top(EVENT_DEPTH), asks.top(EVENT_DEPTH), latest(), observedAt);
  }
}
