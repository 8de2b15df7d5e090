package io.tidemark.core.portfolio;

import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Money;
import io.tidemark.model.OrderPurpose;
import io.tidemark.model.OrderStatus;
import io.tidemark.model.TradingState;
import io.tidemark.model.event.OrderChanged;
import io.tidemark.model.event.OrderFilled;
import io.tidemark.model.event.OrderReport;
import io.tidemark.model.event.PositionChanged.Change;
import io.tidemark.model.reason.ExitReason;
import io.tidemark.model.reason.OrderReason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Books what became of orders, whatever order the reports and fills come in. */
final class Reports {

  private final PositionBook book;
  private final Entries entries;
  private final EntryOrders entryOrders;
  private final Exits exits;
  private final ProtectiveStops stops;
  private final ExitWatch watch;

  Reports(
      PositionBook book,
      Entries entries,
      EntryOrders entryOrders,
      Exits exits,
      ProtectiveStops stops,
      ExitWatch watch) {
    this.book = book;
    this.entries = entries;
    this.entryOrders = entryOrders;
    this.exits = exits;
    this.stops = stops;
    this.watch = watch;
  }

  /** Takes an order's new state, unless a newer one is known. */
  void onChanged(OrderChanged report, StepEvents events) {
    PositionOrder before = book.findOrder(report.clientOrderId()).orElse(null);
    if (before == null) {
      reduce("Report of an order that this account never asked for", report, events);
      return;
    }
    if (report.sequence() <= before.sequence()) {
      return;
    }
    PositionOrder after = book.put(before.reported(report));
    if (report.status() == OrderStatus.UNKNOWN && report.reason() == OrderReason.DEADLINE_PASSED) {
      reduce("The venue can not prove what became of an order", report, events);
    }
    if (after.isSettled() && !before.isSettled()) {
      settled(after, report.eventTime(), events);
    }
  }

  /** Books a fill once. */
  void onFilled(OrderFilled fill, StepEvents events) {
    if (book.knowsFill(fill.fillId())) {
      return;
    }
    PositionOrder before = book.findOrder(fill.clientOrderId()).orElse(null);
    if (before == null) {
      reduce("Fill of an order that this account never asked for", fill, events);
      return;
    }
    requireBookable(fill, before);
    book.mark(fill.instrument(), fill.price(), fill.eventTime());
    Position held = book.position(before.positionId());
    Position position = held.isLive() ? held : held.reopened();
    position = book(position, before, fill);
    PositionOrder after = book.put(before.booked(fill.quantity()));
    position = stoppedBy(after, position, fill);
    tellFilled(position, after, held, fill, events);
    events.riskState(
        position.origin().quoteCurrency(), "Fill " + fill.venueTradeId(), fill.eventTime());
    if (!held.isLive()) {
      exits.request(position, lateFill(position, fill), events);
    } else if (after.isSettled() && !before.isSettled()) {
      settled(after, fill.eventTime(), events);
    } else {
      exits.proceed(position, fill.eventTime(), events);
      closeIfFlat(book.position(position.id()), fill.eventTime(), events);
    }
  }

  private Position book(Position position, PositionOrder order, OrderFilled fill) {
    Ledger before = position.ledger();
    Money borrowing =
        order.purpose() == OrderPurpose.EXIT
            ? Borrowing.charge(position, book.fills(position), fill.quantity(), fill.eventTime())
                .orElse(null)
            : null;
    Ledger after =
        before.booked(fill.side(), fill.price(), fill.quantity(), fill.fee()).charged(borrowing);
    CashBalance balance = book.account().balances().get(position.origin().quoteCurrency());
    if (balance != null) {
      book.put(book.account().with(balance.booked(before, after)));
    }
    book.put(
        new BookedFill(
            fill.fillId(),
            fill.clientOrderId(),
            position.id(),
            fill.side(),
            fill.price(),
            fill.quantity(),
            fill.fee(),
            fill.eventTime(),
            borrowing));
    Instant opened =
        order.purpose() == OrderPurpose.ENTRY
            ? earlier(position.openedAt(), fill.eventTime())
            : position.openedAt();
    Position booked = book.put(position.booked(after, opened));
    return order.purpose() == OrderPurpose.ENTRY ? exits.entered(position, booked) : booked;
  }

  /** What the stop at the venue trades closes the position, whatever was wanted before. */
  private Position stoppedBy(PositionOrder order, Position position, OrderFilled fill) {
    boolean stopped =
        order.clientOrderId().equals(position.venueStopId()) && position.exit() == null;
    return stopped
        ? book.put(
            position.wanting(
                ExitRequest.all(
                    ExitReason.STOP_LOSS,
                    Ids.of("exit", position.id(), ExitReason.STOP_LOSS, order.clientOrderId()),
                    fill.price(),
                    fill.eventTime())))
        : position;
  }

  private void tellFilled(
      Position position,
      PositionOrder order,
      Position before,
      OrderFilled fill,
      StepEvents events) {
    if (order.purpose() == OrderPurpose.ENTRY) {
      boolean first = before.ledger().isEmpty();
      events.changed(position, first ? Change.OPENED : Change.INCREASED, fill.eventTime());
    } else if (!position.ledger().isFlat() || book.workingEntry(position) != null) {
      events.changed(position, Change.REDUCED, fill.eventTime());
    }
  }

  private void settled(PositionOrder order, Instant at, StepEvents events) {
    if (order.purpose() == OrderPurpose.ENTRY) {
      entryOrders.putAnew(book.position(order.positionId()), order, at, events);
    }
    Position position = book.position(order.positionId());
    tellRefusal(position, order, at, events);
    if (closeIfFlat(position, at, events)) {
      return;
    }
    switch (order.purpose()) {
      case ENTRY -> {
        watch.check(position.origin().instrument(), events);
        exits.proceed(book.position(position.id()), at, events);
      }
      case EXIT -> {
        if (order.clientOrderId().equals(position.venueStopId())) {
          exits.proceed(stops.ended(position, order, at, events), at, events);
        } else {
          exits.settled(position, order, at, events);
        }
        watch.exitSettled(position.origin().instrument(), events);
      }
    }
  }

  /** An entry that was refused is not sent again: what it was decided by is past. */
  private static void tellRefusal(
      Position position, PositionOrder order, Instant at, StepEvents events) {
    boolean refused =
        switch (order.status()) {
          case DENIED, REJECTED, EXPIRED -> !order.cancelRequested() && !order.isFilled();
          case INTENDED, SUBMITTING, UNKNOWN, ACCEPTED, PARTIALLY_FILLED, FILLED -> false;
          case CANCEL_PENDING, CANCELLED -> false;
        };
    boolean isLast = order.clientOrderId().equals(position.entryOrderId());
    if (order.purpose() == OrderPurpose.ENTRY && refused && isLast) {
      events.riskState(
          position.origin().quoteCurrency(),
          "Entry order %s of position %s in %s ended as %s (%s) with %s of %s filled; it is not sent again"
              .formatted(
                  order.clientOrderId(),
                  position.id(),
                  position.origin().instrument(),
                  order.status(),
                  order.reason() == null ? "no reason told" : order.reason(),
                  order.bookedFilled(),
                  order.quantity()),
          at);
    }
  }

  private boolean closeIfFlat(Position position, Instant at, StepEvents events) {
    boolean ended =
        position.isLive()
            && position.ledger().isFlat()
            && book.workingEntry(position) == null
            && book.workingExit(position) == null
            && book.workingStop(position) == null;
    if (ended) {
      ExitRequest exit = position.exit();
      Position closed = book.put(position.closed(at));
      boolean traded = !closed.ledger().isEmpty();
      events.changed(closed, traded ? Change.CLOSED : Change.ABANDONED, at);
      if (exit != null && exit.reversal() != null) {
        entries.reverse(exit.reversal(), at, events);
      }
    }
    return ended;
  }

  private static ExitRequest lateFill(Position position, OrderFilled fill) {
    return ExitRequest.all(
        ExitReason.LATE_FILL,
        Ids.of("exit", position.id(), ExitReason.LATE_FILL, fill.fillId()),
        fill.price(),
        fill.eventTime());
  }

  /** What should not be: the account only reduces until the operator has looked. */
  private void reduce(String what, OrderReport report, StepEvents events) {
    InstrumentId instrument = report.instrument();
    String reason =
        "%s: %s in %s; compare with the venue, then resume"
            .formatted(what, report.clientOrderId(), instrument);
    TradingState state = book.isHalted() ? TradingState.HALTED : TradingState.REDUCING;
    book.put(book.account().in(state, reason));
    events.riskState(reason, report.eventTime());
  }

  private static void requireBookable(OrderFilled fill, PositionOrder order) {
    String quote = order.instrument().symbol().quote();
    if (fill.side() != order.side() || !fill.instrument().equals(order.instrument())) {
      throw new IllegalStateException(
          "Fill %s is %s %s but its order %s is %s %s; stop trading and compare with the venue"
              .formatted(
                  fill.venueTradeId(),
                  fill.side(),
                  fill.instrument(),
                  order.clientOrderId(),
                  order.side(),
                  order.instrument()));
    }
    if (!fill.fee().currency().equals(quote)) {
      throw new IllegalStateException(
          "Fill %s paid its fee in %s; set the venue account to take fees in %s and book it by hand"
              .formatted(fill.venueTradeId(), fill.fee().currency(), quote));
    }
  }

  private static Instant earlier(@Nullable Instant one, Instant other) {
    return one == null || other.isBefore(one) ? other : one;
  }
}
