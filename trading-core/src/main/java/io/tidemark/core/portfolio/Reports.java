package io.tidemark.core.portfolio;

import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
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
  private final Exits exits;
  private final ExitWatch watch;

  Reports(PositionBook book, Entries entries, Exits exits, ExitWatch watch) {
    this.book = book;
    this.entries = entries;
    this.exits = exits;
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
    Ledger after = before.booked(fill.side(), fill.price(), fill.quantity(), fill.fee());
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
            fill.eventTime()));
    Instant opened =
        order.purpose() == OrderPurpose.ENTRY
            ? earlier(position.openedAt(), fill.eventTime())
            : position.openedAt();
    return book.put(position.booked(after, opened));
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
    Position position = book.position(order.positionId());
    if (closeIfFlat(position, at, events)) {
      return;
    }
    switch (order.purpose()) {
      case ENTRY -> {
        watch.check(position.origin().instrument(), events);
        exits.proceed(book.position(position.id()), at, events);
      }
      case EXIT -> exits.settled(position, order, at, events);
    }
  }

  private boolean closeIfFlat(Position position, Instant at, StepEvents events) {
    boolean ended =
        position.isLive()
            && position.ledger().isFlat()
            && book.workingEntry(position) == null
            && book.workingExit(position) == null;
    if (ended) {
      ExitRequest exit = position.exit();
      Position closed = book.put(position.closed(at));
      boolean traded = !closed.ledger().isEmpty();
      events.changed(closed, traded ? Change.CLOSED : Change.ABANDONED, at);
      if (exit != null && exit.reversal() != null) {
        entries.open(exit.reversal(), events);
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
