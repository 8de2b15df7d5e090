package io.tidemark.simulator.venue;

import io.tidemark.simulator.venue.JournalEntry.ClockLease;
import io.tidemark.simulator.venue.JournalEntry.Opened;
import io.tidemark.simulator.venue.JournalEntry.OrderCancelled;
import io.tidemark.simulator.venue.JournalEntry.OrderFilled;
import io.tidemark.simulator.venue.JournalEntry.OrderPlaced;
import java.util.List;

/**
 * Brings a venue to where its journal ends: plays the tape again and does each request at the venue
 * time it came at, so that every order gets its place in the queue back. Then it goes on to the end
 * of the last lease, for time that clients have seen must not come again; what fills on the way
 * fills while the venue's customers are away.
 */
final class Recovery {

  private static final int VERSION = 1;

  private final Venue venue;
  private final VenueJournal journal;
  private final String identity;

  private Recovery(Venue venue, VenueJournal journal, String identity) {
    this.venue = venue;
    this.journal = journal;
    this.identity = identity;
  }

  static Recovery of(Venue venue, VenueJournal journal, String identity) {
    return new Recovery(venue, journal, identity);
  }

  void run() {
    List<JournalEntry> entries = journal.entries();
    if (entries.isEmpty()) {
      journal.add(new Opened(VERSION, identity));
      journal.flush();
      return;
    }
    checkIdentity(entries.getFirst());
    journal.beginRecovery();
    entries.stream().skip(1).forEach(this::repeat);
    playTo(venue.leasedUpToMicros());
    journal.endRecovery();
  }

  private void checkIdentity(JournalEntry first) {
    if (!first.equals(new Opened(VERSION, identity))) {
      throw new IllegalStateException(
          "the state directory belongs to a venue with other data, symbols, fees, balances, keys"
              + " or start (%s, this one is %s); give those, or an empty directory"
                  .formatted(first, new Opened(VERSION, identity)));
    }
  }

  private void repeat(JournalEntry entry) {
    switch (entry) {
      case ClockLease lease -> venue.restoreLease(lease);
      case OrderPlaced placed -> place(placed);
      case OrderCancelled cancelled -> {
        playTo(cancelled.atMicros());
        venue.cancel(
            venue.order(cancelled.id()).orElseThrow(() -> unknown(cancelled.id())),
            cancelled.reason());
      }
      case OrderFilled filled -> {
        playTo(filled.atMicros());
        journal.check(filled);
      }
      case Opened again -> throw unknown("a second opening");
    }
  }

  private void place(OrderPlaced placed) {
    playTo(placed.atMicros());
    String id;
    try {
      id = venue.place(placed.account(), placed.request(), false).id();
    } catch (KrakenException e) {
      throw unknown(placed.id() + " (" + e.error() + ")");
    }
    if (!id.equals(placed.id())) {
      throw unknown(placed.id());
    }
  }

  private void playTo(long micros) {
    venue.catchUp(micros);
  }

  private static IllegalStateException unknown(String what) {
    return new IllegalStateException(
        "the journal does not fit this venue at %s; start on an empty state directory"
            .formatted(what));
  }
}
