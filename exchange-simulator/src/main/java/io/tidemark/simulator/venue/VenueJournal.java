package io.tidemark.simulator.venue;

import io.tidemark.simulator.venue.JournalEntry.OrderFilled;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the venue writes down. While it recovers, orders and cancels come from the journal and are
 * not written again; fills are made again and must be those that were written.
 */
final class VenueJournal implements AutoCloseable {

  private final @Nullable Journal journal;
  private final List<JournalEntry> batch = new ArrayList<>();
  private final Deque<OrderFilled> madeAgain = new ArrayDeque<>();
  private boolean recovering;

  /**
   * @param journal null to keep nothing
   */
  VenueJournal(@Nullable Journal journal) {
    this.journal = journal;
  }

  List<JournalEntry> entries() {
    return journal == null ? List.of() : journal.entries();
  }

  void beginRecovery() {
    recovering = true;
  }

  /** Ends recovery; fills that the stopped venue had no time to write are written now. */
  void endRecovery() {
    recovering = false;
    batch.addAll(madeAgain);
    madeAgain.clear();
    flush();
  }

  /**
   * Compares a fill from the journal with the one that was made again.
   *
   * @throws IllegalStateException if they differ
   */
  void check(OrderFilled written) {
    OrderFilled made = madeAgain.poll();
    if (!written.equals(made)) {
      throw new IllegalStateException(
          "the journal does not fit this venue: it holds %s where %s comes out; "
                  .formatted(written, made)
              + "it was written by another version: start on an empty state directory");
    }
  }

  void add(JournalEntry entry) {
    if (!recovering) {
      batch.add(entry);
    } else if (entry instanceof OrderFilled fill) {
      madeAgain.add(fill);
    }
  }

  /** Hands what was added to the operating system. */
  void flush() {
    if (journal != null && !batch.isEmpty()) {
      journal.write(batch);
    }
    batch.clear();
  }

  @Override
  public void close() {
    if (journal != null) {
      journal.close();
    }
  }
}
