package io.tidemark.exchange;

import java.time.Instant;

/** What a search for an order by its client order id proved. */
public sealed interface OrderLookup {

  /** The venue has it. */
  record Found(VenueOrderState state) implements OrderLookup {}

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
