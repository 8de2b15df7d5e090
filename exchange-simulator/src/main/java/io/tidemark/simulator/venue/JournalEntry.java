package io.tidemark.simulator.venue;

import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import java.math.BigDecimal;
import java.util.Map;

/** A line of the journal. Orders and cancels make the venue again; fills check that it is so. */
sealed interface JournalEntry {

  /**
   * The first line.
   *
   * @param identity the hash of all that decides what the venue does, save the requests
   */
  record Opened(int version, String identity) implements JournalEntry {}

  /**
   * Written before the clock goes on: it will not pass this time without another line.
   *
   * @param nonces the highest seen of each API key
   */
  record ClockLease(long upToMicros, Map<String, Long> nonces) implements JournalEntry {}

  /** An order was taken in. */
  record OrderPlaced(long atMicros, String account, String id, OrderRequest request)
      implements JournalEntry {}

  /** A client cancelled an order, or had it replaced. */
  record OrderCancelled(long atMicros, String id, String reason) implements JournalEntry {}

  /** A part of an order traded. */
  record OrderFilled(
      long atMicros, String id, String order, Price price, Quantity quantity, BigDecimal fee)
      implements JournalEntry {}
}
