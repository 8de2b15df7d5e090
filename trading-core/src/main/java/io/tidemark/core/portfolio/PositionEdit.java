package io.tidemark.core.portfolio;

import io.tidemark.core.exit.ExitProgress;
import io.tidemark.model.PositionStatus;
import io.tidemark.model.reason.ExitReason;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can change of a position: set what does, and take the position as it is then. */
final class PositionEdit {

  private final Position before;
  @Nullable ExitProgress progress;
  List<UUID> entrySignals;
  UUID entryOrderId;
  Ledger ledger;
  PositionStatus status;
  @Nullable Instant openedAt;
  @Nullable Instant closedAt;
  @Nullable ExitReason exitReason;
  @Nullable ExitRequest exit;
  @Nullable UUID exitOrderId;
  int exitOrders;
  int failedExits;
  @Nullable UUID venueStopId;
  int venueStops;
  boolean venueStopRefused;
  @Nullable PassingRefusals exitRefusals;
  @Nullable PassingRefusals venueStopRefusals;

  PositionEdit(Position before) {
    this.before = before;
    this.progress = before.progress();
    this.entrySignals = before.entrySignals();
    this.entryOrderId = before.entryOrderId();
    this.ledger = before.ledger();
    this.status = before.status();
    this.openedAt = before.openedAt();
    this.closedAt = before.closedAt();
    this.exitReason = before.exitReason();
    this.exit = before.exit();
    this.exitOrderId = before.exitOrderId();
    this.exitOrders = before.exitOrders();
    this.failedExits = before.failedExits();
    this.venueStopId = before.venueStopId();
    this.venueStops = before.venueStops();
    this.venueStopRefused = before.venueStopRefused();
    this.exitRefusals = before.exitRefusals();
    this.venueStopRefusals = before.venueStopRefusals();
  }

  Position done() {
    return new Position(
        before.origin(),
        before.terms(),
        progress,
        entrySignals,
        entryOrderId,
        ledger,
        status,
        openedAt,
        closedAt,
        exitReason,
        exit,
        exitOrderId,
        exitOrders,
        failedExits,
        venueStopId,
        venueStops,
        venueStopRefused,
        exitRefusals,
        venueStopRefusals);
  }
}
