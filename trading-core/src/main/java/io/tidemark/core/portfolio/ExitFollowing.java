package io.tidemark.core.portfolio;

import io.tidemark.core.exit.EntryFill;
import io.tidemark.core.exit.ExitDue;
import io.tidemark.core.exit.ExitEngine;
import io.tidemark.core.exit.ExitOutcome;
import io.tidemark.core.exit.ExitProgress;
import io.tidemark.model.Bar;
import io.tidemark.model.Ids;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Notes what prices and closes come to for a position, and asks for the exits that are due. */
final class ExitFollowing {

  private final PositionBook book;
  private final Exits exits;

  ExitFollowing(PositionBook book, Exits exits) {
    this.book = book;
    this.exits = exits;
  }

  /** Keeps what exits are to remember. */
  Position note(Position position, ExitProgress before, ExitProgress after) {
    return after.equals(before) ? position : book.put(position.progressed(after));
  }

  /** Asks for an exit. */
  void follow(Position position, ExitDue due, Instant at, StepEvents events) {
    UUID cause = Ids.of("exit", position.id(), due.reason(), at, due.price());
    ExitRequest whole = ExitRequest.all(due.reason(), cause, due.price(), at);
    BigDecimal fraction = due.fractionOfEntry();
    if (fraction == null) {
      exits.request(position, whole, events);
    } else {
      exits.requestPart(position, fraction, whole, events);
    }
  }

  /**
   * Holds an open position against the close of a bar of its primary timeframe. Hold time counts
   * from the open of the bar in which the first entry fill was, so that it is the same on trades
   * and on bars.
   */
  void onClose(Position position, Bar bar, StepEvents events) {
    Instant opened = position.openedAt();
    EntryFill entry = position.entered().orElse(null);
    if (!position.watchesPrices()
        || opened == null
        || entry == null
        || !bar.closeTime().isAfter(opened)) {
      return;
    }
    Duration held = Duration.between(bar.timeframe().openOf(opened), bar.closeTime());
    ExitProgress progress = position.progressFrom(entry);
    ExitOutcome outcome = ExitEngine.onClose(position.terms(), entry, progress, held, bar.close());
    Position noted = note(position, progress, outcome.progress());
    outcome.due().forEach(due -> follow(noted, due, bar.closeTime(), events));
  }
}
