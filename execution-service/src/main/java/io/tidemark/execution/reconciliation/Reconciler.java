package io.tidemark.execution.reconciliation;

import io.tidemark.core.engine.ExecutionOrder;
import io.tidemark.exchange.VenueReadException;
import io.tidemark.execution.orders.OrderDesk;
import io.tidemark.execution.orders.OrderMetrics;
import io.tidemark.execution.venue.CommandRunner;
import io.tidemark.execution.venue.OrderVenue;
import io.tidemark.execution.venue.VenueBalance;
import io.tidemark.execution.venue.VenueBooks;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.model.Ids;
import io.tidemark.model.OrderStatus;
import io.tidemark.model.event.ControlCommand;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares our orders, fills and balances with the venue's books. A fill we lack is applied, an
 * order the venue tells otherwise is told to the stage, one that it works no more is asked for. So
 * nothing depends on the venue's stream being whole. What cannot be explained for several times in
 * a row brings the account to reducing by a command of its own; other hands' orders are told and
 * never touched.
 */
public final class Reconciler {

  private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);

  /** The venue's clock and ours may differ by this much. */
  private static final Duration CLOCK_MARGIN = Duration.ofMinutes(1);

  /** By so much a fill may be told later than others of its time. */
  private static final Duration OVERLAP = Duration.ofSeconds(10);

  private final Parts parts;
  private final OrderDesk desk;
  private final OrderVenue venue;
  private final CommandRunner runner;
  private final BalanceCheck balances;
  private final Doubts doubts = new Doubts();
  private final Set<String> foreignTold = new HashSet<>();
  private volatile String lastFailure = "";
  private @Nullable Instant comparedUntil;

  /**
   * What it is made of.
   *
   * @param balanceTolerance by which a balance may differ from what fills explain, 0 or above
   */
  public record Parts(
      String account,
      ReconciliationTable table,
      BalanceLedger ledger,
      BigDecimal balanceTolerance,
      SuiteClock clock,
      OrderMetrics metrics) {}

  public Reconciler(Parts parts, OrderDesk desk, OrderVenue venue, CommandRunner runner) {
    this.parts = parts;
    this.desk = desk;
    this.venue = venue;
    this.runner = runner;
    this.balances =
        new BalanceCheck(parts.account, parts.ledger, parts.balanceTolerance, CLOCK_MARGIN);
  }

  /** Why a reconciliation is made. */
  public enum Cause {
    /** The service has started. */
    STARTED,
    /** The venue's stream is connected, and may have missed something until now. */
    CONNECTED,
    /** Some time has passed. */
    TIMER
  }

  /**
   * Reconciles once.
   *
   * @return whether the venue told its books
   */
  public synchronized boolean run(Cause cause) {
    Instant started = parts.clock.instant();
    List<ExecutionOrder> before =
        desk.unresolved().stream().filter(BooksComparison::isAtVenue).toList();
    List<VenueBalance> held;
    VenueBooks books;
    try {
      held = venue.balances();
      books = venue.books(fillsSince());
    } catch (VenueReadException e) {
      failed(cause, started, String.valueOf(e.getMessage()));
      return false;
    }
    lastFailure = "";
    BooksComparison comparison = new BooksComparison(desk, runner, foreignTold);
    comparison.compare(before, books);
    books.fills().stream()
        .map(told -> told.fill().time())
        .max(Instant::compareTo)
        .ifPresent(latest -> comparedUntil = latest);
    if (!hasDoubtfulOrders()) {
      comparison.differences().addAll(balances.compare(held, started));
    }
    List<String> lasting = doubts.lasting(comparison.doubts());
    store(cause, started, books, comparison);
    lasting.forEach(doubt -> reduce(doubt, started));
    if (lasting.stream().anyMatch(BalanceCheck::isOfBalance)) {
      balances.acknowledge(started);
    }
    return true;
  }

  /** Why the venue did not tell its books when it was asked last; empty if it did. */
  public String lastFailure() {
    return lastFailure;
  }

  /**
   * Where the last comparison ended, by the venue's clock: a busy account has too many fills to
   * read them twice. The first one begins at what was known at the start.
   */
  private Instant fillsSince() {
    Instant until = comparedUntil;
    if (until != null) {
      return until.minus(OVERLAP);
    }
    return desk.latestFill()
        .or(
            () ->
                desk.unresolved().stream()
                    .map(order -> order.intent().eventTime())
                    .min(Instant::compareTo))
        .orElseGet(parts.clock::instant)
        .minus(CLOCK_MARGIN);
  }

  /** While one is, balances may tell of what our fills do not yet. */
  private boolean hasDoubtfulOrders() {
    return desk.unresolved().stream()
        .anyMatch(
            order ->
                order.lacksFills()
                    || order.status() == OrderStatus.UNKNOWN
                    || order.status() == OrderStatus.SUBMITTING);
  }

  private void store(Cause cause, Instant started, VenueBooks books, BooksComparison comparison) {
    List<Difference> found = comparison.differences();
    int repaired = (int) found.stream().filter(Difference::repaired).count();
    found.forEach(difference -> parts.metrics.difference(difference.kind().name()));
    for (Difference difference : found) {
      LOG.info(
          "event=books_differ cause={} kind={} subject={} ours=\"{}\" theirs=\"{}\" repaired={}",
          cause,
          difference.kind(),
          difference.subject(),
          difference.ours(),
          difference.theirs(),
          difference.repaired());
    }
    parts.table.store(
        parts.account,
        new ReconciliationView(
            cause.name(),
            started,
            parts.clock.instant(),
            books.openOrders().size(),
            books.fills().size(),
            comparison.foreign(),
            comparison.ownDifferences(),
            repaired,
            null),
        found);
  }

  private void failed(Cause cause, Instant started, String detail) {
    lastFailure = detail;
    LOG.warn("event=reconciliation_failed cause={} detail=\"{}\"", cause, detail);
    parts.table.store(
        parts.account,
        new ReconciliationView(cause.name(), started, parts.clock.instant(), 0, 0, 0, 0, 0, detail),
        List.of());
  }

  /** The position stage takes it as any pause: nothing is entered until the operator resumes. */
  private void reduce(String doubt, Instant at) {
    String reason =
        "The venue's books cannot be explained: %s; find out why, then resume".formatted(doubt);
    LOG.error("event=account_doubted account={} reason=\"{}\"", parts.account, reason);
    desk.publish(
        List.of(
            new ControlCommand(
                Ids.of("reconciliation", parts.account, doubt, at),
                ControlCommand.Action.PAUSE,
                parts.account,
                null,
                null,
                null,
                null,
                ControlCommand.RECONCILIATION,
                reason,
                at,
                at)));
  }
}
