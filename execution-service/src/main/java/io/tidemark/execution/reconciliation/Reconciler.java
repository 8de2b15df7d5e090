package io.tidemark.execution.reconciliation;

import io.tidemark.core.engine.ExecutionInput;
import io.tidemark.core.engine.ExecutionInput.VenueFilled;
import io.tidemark.core.engine.ExecutionInput.VenueReported;
import io.tidemark.core.engine.ExecutionOrder;
import io.tidemark.core.engine.VenueFill;
import io.tidemark.core.engine.VenueOrderState;
import io.tidemark.exchange.VenueReadException;
import io.tidemark.execution.orders.OrderDesk;
import io.tidemark.execution.orders.OrderMetrics;
import io.tidemark.execution.venue.CommandRunner;
import io.tidemark.execution.venue.OrderVenue;
import io.tidemark.execution.venue.VenueBooks;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.model.OrderStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares our orders and fills with the venue's books. A fill we lack is applied, an order the
 * venue tells otherwise is told to the stage, one that it works no more is asked for. So nothing
 * depends on the venue's stream being whole.
 */
public final class Reconciler {

  private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);

  private final String account;
  private final OrderDesk desk;
  private final OrderVenue venue;
  private final CommandRunner runner;
  private final ReconciliationTable table;
  private final SuiteClock clock;
  private final OrderMetrics metrics;

  public Reconciler(
      String account,
      OrderDesk desk,
      OrderVenue venue,
      CommandRunner runner,
      ReconciliationTable table,
      SuiteClock clock,
      OrderMetrics metrics) {
    this.account = account;
    this.desk = desk;
    this.venue = venue;
    this.runner = runner;
    this.table = table;
    this.clock = clock;
    this.metrics = metrics;
  }

  /** Why a reconciliation is made. */
  public enum Cause {
    /** The service has started. */
    STARTED,
    /** The venue's stream is connected, and may have missed something until now. */
    CONNECTED,
    /** Orders work. */
    TIMER
  }

  /**
   * Reconciles once.
   *
   * @return whether the venue told its books
   */
  public synchronized boolean run(Cause cause) {
    Run run = new Run(cause, clock.instant());
    List<ExecutionOrder> before = desk.unresolved().stream().filter(this::isAtVenue).toList();
    VenueBooks books;
    try {
      books = venue.books(fillsSince());
    } catch (VenueReadException e) {
      run.failed(String.valueOf(e.getMessage()));
      return false;
    }
    run.applyFills(books);
    run.applyOrders(books);
    run.askForTheRest(before, books);
    run.finish(books);
    return true;
  }

  private Instant fillsSince() {
    return desk.latestFill()
        .or(
            () ->
                desk.unresolved().stream()
                    .map(order -> order.intent().eventTime())
                    .min(Instant::compareTo))
        .orElseGet(clock::instant);
  }

  private boolean isAtVenue(ExecutionOrder order) {
    return order.status() != OrderStatus.INTENDED && order.status() != OrderStatus.SUBMITTING;
  }

  /** One comparison. */
  private final class Run {

    private final Cause cause;
    private final Instant started;
    private int differences;
    private int repaired;
    private int foreign;

    Run(Cause cause, Instant started) {
      this.cause = cause;
      this.started = started;
    }

    void applyFills(VenueBooks books) {
      for (VenueBooks.OrderFill told : books.fills()) {
        Optional<ExecutionOrder> order = desk.order(told.clientOrderId());
        if (order.isEmpty()) {
          foreign(told.clientOrderId());
        } else if (!knows(order.get(), told.fill())) {
          repair(new VenueFilled(told.clientOrderId(), told.fill()));
        }
      }
    }

    void applyOrders(VenueBooks books) {
      books
          .openOrders()
          .forEach(
              (id, state) -> {
                Optional<ExecutionOrder> order = desk.order(id);
                if (order.isEmpty()) {
                  foreign(id);
                } else if (differs(order.get(), state)) {
                  repair(new VenueReported(id, state));
                }
              });
    }

    void askForTheRest(List<ExecutionOrder> before, VenueBooks books) {
      for (ExecutionOrder order : before) {
        Optional<ExecutionOrder> now = desk.order(order.id()).filter(ExecutionOrder::isUnresolved);
        if (now.isPresent() && !books.openOrders().containsKey(order.id())) {
          differences++;
          runner.ask(CommandRunner.query(now.get()));
          repaired += desk.order(order.id()).equals(now) ? 0 : 1;
        }
      }
    }

    void finish(VenueBooks books) {
      metrics.differences(differences);
      if (differences > 0 || foreign > 0) {
        LOG.info(
            "event=reconciled cause={} differences={} repaired={} foreign={}",
            cause,
            differences,
            repaired,
            foreign + books.foreign());
      }
      table.store(
          account,
          new ReconciliationView(
              cause.name(),
              started,
              clock.instant(),
              books.openOrders().size(),
              books.fills().size(),
              foreign + books.foreign(),
              differences,
              repaired,
              null));
    }

    void failed(String detail) {
      LOG.warn("event=reconciliation_failed cause={} detail=\"{}\"", cause, detail);
      table.store(
          account,
          new ReconciliationView(cause.name(), started, clock.instant(), 0, 0, 0, 0, 0, detail));
    }

    private void repair(ExecutionInput input) {
      differences++;
      runner.run(desk.step(input));
      repaired++;
    }

    private void foreign(UUID clientOrderId) {
      foreign++;
      LOG.warn("event=foreign_order clientOrderId={}", clientOrderId);
    }

    private static boolean knows(ExecutionOrder order, VenueFill fill) {
      return order.fills().stream()
          .anyMatch(known -> known.venueTradeId().equals(fill.venueTradeId()));
    }

    /** An order that is being sent differs until its answer is here. */
    private boolean differs(ExecutionOrder order, VenueOrderState state) {
      return order.status() == OrderStatus.UNKNOWN
          || (isAtVenue(order)
              && !order.status().isTerminal()
              && order.filled().compareTo(state.filled()) < 0);
    }
  }
}
