package io.tidemark.core.backtest;

import io.tidemark.core.engine.ExecutionConfiguration;
import io.tidemark.core.engine.ExecutionInput;
import io.tidemark.core.engine.ExecutionInput.IntentReceived;
import io.tidemark.core.engine.ExecutionInput.SubmissionStarted;
import io.tidemark.core.engine.ExecutionOutcome;
import io.tidemark.core.engine.ExecutionOutcome.Disposition;
import io.tidemark.core.engine.ExecutionStage;
import io.tidemark.core.engine.PaperVenue;
import io.tidemark.core.engine.PaperVenueConfiguration;
import io.tidemark.core.engine.VenueCommand;
import io.tidemark.core.portfolio.BookedFill;
import io.tidemark.core.portfolio.CashBalance;
import io.tidemark.core.portfolio.PositionStage;
import io.tidemark.core.portfolio.PositionStageConfiguration;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.MarketEvent;
import io.tidemark.model.event.OrderIntent;
import io.tidemark.model.event.OrderReport;
import io.tidemark.model.event.SignalRaised;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * An account that trades in memory: position stage, execution stage and paper venue, each told what
 * the others said, in the order it was said, until nobody has anything to say. The market is told
 * to the venue first, so that what was decided before is filled before anything new is decided.
 */
final class TradingBus {

  private final PositionStage positions;
  private final ExecutionStage execution;
  private final PaperVenue venue;
  private final Consumer<Event> listener;
  private final Arrears arrears;
  private final Deque<Event> events = new ArrayDeque<>();
  private final Deque<ExecutionInput> answers = new ArrayDeque<>();
  private final String currency;
  private double cash;
  private long changes;

  /** What the venue was not told of the market while no order worked there. */
  @FunctionalInterface
  interface Arrears {

    /** Tells it, as an order in an instrument is about to come. */
    void tell(InstrumentId instrument, PaperVenue venue);
  }

  /** A bus whose venue is always told everything. */
  TradingBus(
      PositionStageConfiguration positions,
      ExecutionConfiguration execution,
      PaperVenueConfiguration venue,
      Consumer<Event> listener) {
    this(positions, execution, venue, listener, (_, _) -> {});
  }

  /**
   * @param listener is told every event of the stages
   * @param arrears what the venue is told before it gets a command
   */
  TradingBus(
      PositionStageConfiguration positions,
      ExecutionConfiguration execution,
      PaperVenueConfiguration venue,
      Consumer<Event> listener,
      Arrears arrears) {
    this.positions = PositionStage.start(positions);
    this.execution = ExecutionStage.start(execution);
    this.venue = PaperVenue.start(venue);
    this.listener = listener;
    this.arrears = arrears;
    this.currency = positions.initialCash().keySet().iterator().next();
    lookAtCash();
  }

  /** The account's cash, for statistics. */
  double cash() {
    return cash;
  }

  private void lookAtCash() {
    CashBalance balance = positions.account().balances().get(currency);
    cash = Objects.requireNonNull(balance, currency).cash().amount().doubleValue();
  }

  PositionStage positions() {
    return positions;
  }

  /** Tells what the market did. */
  void market(MarketEvent event) {
    fill(event);
    check(event);
  }

  /** Tells the venue alone, which fills what was decided before. */
  void fill(MarketEvent event) {
    answers.addAll(venue.onMarket(event));
    settle(event.eventTime());
  }

  /**
   * Tells the venue alone of bars that close at one instant, which fills what was decided before:
   * exits first, in all instruments.
   */
  void fill(List<BarsClosed> closed, Instant closeTime) {
    answers.addAll(venue.onBars(closed));
    settle(closeTime);
  }

  /** Tells the account what the venue was told, so that it looks at its exits. */
  void check(MarketEvent event) {
    tell(event, event.eventTime());
  }

  /** Tells a signal at once. */
  void signal(SignalRaised signal) {
    tell(signal, signal.eventTime());
  }

  /**
   * Tells the account something.
   *
   * @param now when it is told, which is not before it happened
   */
  void tell(Event event, Instant now) {
    events.addAll(positions.step(event, now));
    settle(now);
  }

  /** The market has come to an instant: the venue tells what orders got until then. */
  void advanceTo(Instant now) {
    answers.addAll(venue.onTime(now));
    settle(now);
  }

  /** Whether an order works. */
  boolean isWorking() {
    return venue.isWorking();
  }

  /** Whether an order works in an instrument. */
  boolean isWorking(InstrumentId instrument) {
    return venue.isWorking(instrument);
  }

  /** A number that rises whenever the account has done something. */
  long changes() {
    return changes;
  }

  private void settle(Instant now) {
    if (answers.isEmpty() && events.isEmpty()) {
      return;
    }
    changes++;
    while (!answers.isEmpty() || !events.isEmpty()) {
      ExecutionInput answer = answers.poll();
      if (answer != null) {
        take(answer, now);
      } else {
        Event event = events.remove();
        listener.accept(event);
        if (event instanceof OrderIntent intent) {
          take(new IntentReceived(intent), now);
          for (UUID waiting : execution.waiting()) {
            take(new SubmissionStarted(waiting), now);
          }
        } else if (event instanceof OrderReport) {
          events.addAll(positions.step(event, now));
          charge();
        }
      }
    }
    changes++;
    lookAtCash();
  }

  /** What the account is charged for borrowing is gone at the venue too. */
  private void charge() {
    for (BookedFill fill : positions.changes().fills()) {
      if (fill.borrowing() != null) {
        venue.charge(fill.borrowing());
      }
    }
  }

  private void take(ExecutionInput input, Instant now) {
    ExecutionOutcome outcome = execution.step(input, now);
    if (outcome.disposition() == Disposition.VIOLATION) {
      throw new IllegalStateException("at %s: %s".formatted(now, outcome.note()));
    }
    events.addAll(outcome.events());
    List<VenueCommand> commands = outcome.commands();
    for (VenueCommand command : commands) {
      arrears.tell(command.instrument(), venue);
      answers.addAll(venue.onCommand(command, now));
    }
  }
}
