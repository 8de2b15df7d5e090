package io.tidemark.exchange;

import java.time.Instant;
import java.util.List;

/** What a search for an order by its client order id proved. */
public sealed interface OrderLookup {

  /**
   * The venue has it.
   *
   * @param venueTradeIds of its fills, where the venue tells them with the order; else empty
   */
  record Found(VenueOrderState state, List<String> venueTradeIds) implements OrderLookup {
    public Found {
      venueTradeIds = List.copyOf(venueTradeIds);
    }

    /** An order whose fills the venue does not name. */
    public Found(VenueOrderState state) {
      this(state, List.of());
    }
  }

  /**
   * The venue never took the order and never will: its clock was past the deadline before open and
   * closed orders were searched, and both lack the id.
   *
   * @param venueTime the venue's clock before the search
   */
  record Absent(Instant venueTime) implements OrderLookup {}

  /**
   * Neither found nor proven absent; ask again.
   *
   * @param detail what is missing for a proof
   */
  record NotProven(String detail) implements OrderLookup {}
}
