package io.tidemark.core.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.bar.BarBuilder;
import io.tidemark.core.engine.ExecutionInput;
import io.tidemark.core.engine.ExecutionInput.IntentReceived;
import io.tidemark.core.engine.ExecutionInput.SubmissionStarted;
import io.tidemark.core.engine.ExecutionOutcome;
import io.tidemark.core.engine.ExecutionOutcome.Disposition;
import io.tidemark.core.engine.ExecutionStage;
import io.tidemark.core.engine.PaperVenue;
import io.tidemark.core.engine.PaperVenueConfiguration;
import io.tidemark.core.engine.VenueCommand;
import io.tidemark.core.portfolio.PositionStage;
import io.tidemark.core.signal.ScanInput;
import io.tidemark.core.signal.ScanOutcome;
import io.tidemark.core.signal.ScanStage;
import io.tidemark.core.strategy.StrategyRegistry;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.MarketEvent;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.OrderBook;
import io.tidemark.model.event.OrderIntent;
import io.tidemark.model.event.OrderReport;
import io.tidemark.model.event.SignalRaised;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The suite on paper as its services compose it: aggregator, scan, position stage, execution stage
 * and paper venue, each told by messages that wait in queues of their own. Some come twice, and
 * stages start again from what they stored.
 */
final class PaperRun {

  private static final Duration HISTORY = Duration.ofMinutes(10);
  private static final Duration CLOCK = Duration.ofSeconds(1);

  private final TradePlan plan;
  private final AccountTerms account;
  private final Random random;
  private final Delivery delivery;
  private final RunNotes notes;
  private final SortedMap<InstrumentId, BarBuilder> builders = new TreeMap<>();
  private final Map<InstrumentId, ScanStage> scans = new HashMap<>();
  private final Map<InstrumentId, MarketTrade> last = new HashMap<>();
  private final PaperVenueConfiguration venueConfiguration;
  private PositionStage positions;
  private ExecutionStage execution;
  private PaperVenue venue;
  private Instant now = Instant.EPOCH;

  private final Deque<MarketEvent> toVenue = new ArrayDeque<>();
  private final Deque<MarketEvent> toPositions = new ArrayDeque<>();
  private final Deque<OrderIntent> intents = new ArrayDeque<>();
  private final Deque<VenueCommand> commands = new ArrayDeque<>();
  private final Deque<ExecutionInput> answers = new ArrayDeque<>();
  private final Deque<OrderReport> reports = new ArrayDeque<>();
  private final List<Runnable> deliveries =
      List.of(
          () -> answers.addAll(venue.onMarket(toVenue.remove())),
          () -> decide(toPositions.remove()),
          () -> take(new IntentReceived(intents.remove())),
          () -> answers.addAll(venue.onCommand(commands.remove(), now)),
          () -> twice(answers.remove()),
          this::report);
  private final List<Deque<?>> queues =
      List.of(toVenue, toPositions, intents, commands, answers, reports);

  /** When messages come. */
  enum Delivery {
    /** Before the market goes on. */
    AT_ONCE,
    /**
     * In an order that chance decides. So an order comes late to a venue that knows the market
     * already, and the account hears of a fill after it has seen what traded since. What the suite
     * keeps to is this alone: messages of one queue stay in order; the account has seen what traded
     * until a fill when it hears of it; and when bars are told, once the market has passed their
     * close by the grace, all that was told until then has been delivered.
     */
    BY_CHANCE
  }

  private PaperRun(TradePlan plan, Delivery delivery, long seed) {
    this.plan = plan;
    this.delivery = delivery;
    this.account = plan.account();
    this.random = new Random(seed);
    this.notes = new RunNotes(plan.timeframe(), 1);
    notes.equity(0, 0);
    for (InstrumentId instrument : plan.instruments()) {
      ScanStage scan = account.scan(instrument, StrategyRegistry.standard());
      Set<Timeframe> timeframes = EnumSet.of(plan.timeframe());
      timeframes.addAll(scan.timeframes());
      BarBuilder builder = new BarBuilder(instrument, timeframes, plan.paper().grace());
      builder.primeFrom(Objects.requireNonNull(plan.completeFrom()));
      builders.put(instrument, builder);
      scans.put(instrument, scan);
    }
    this.venueConfiguration =
        new PaperVenueConfiguration(
            AccountTerms.ACCOUNT,
            account.allRules(),
            account.balances(),
            plan.paper().fills(),
            plan.paper().latency(),
            plan.paper().grace(),
            HISTORY,
            plan.shortsAllowed());
    this.positions = PositionStage.start(account.positions());
    this.execution = ExecutionStage.start(account.execution());
    this.venue = PaperVenue.start(venueConfiguration);
  }

  /** What the suite trades on a market; the seed decides what is left to chance. */
  static BacktestResult run(
      TradePlan plan, List<MarketEvent> market, Delivery delivery, long seed) {
    return new PaperRun(plan, delivery, seed).run(market);
  }

  private BacktestResult run(List<MarketEvent> market) {
    for (MarketEvent event : market) {
      goTo(event.eventTime());
      if (delivery == Delivery.AT_ONCE) {
        answers.addAll(venue.onTime(now));
        deliverAll();
      }
      toVenue.add(event);
      deliverSome();
      if (event instanceof MarketTrade trade) {
        toPositions.add(trade);
        last.put(trade.instrument(), trade);
        assertThat(builder(trade).onTrade(trade).messages()).isEmpty();
      } else if (event instanceof OrderBook book) {
        builder(book).onBook(book);
      }
      deliverSome();
    }
    deliverAll();
    answers.addAll(venue.onTime(now.plus(plan.paper().grace())));
    deliverAll();
    return notes.result(positions, plan.quoteCurrency(), this::end, 0, 0);
  }

  private BarBuilder builder(MarketEvent event) {
    return Objects.requireNonNull(builders.get(event.instrument()));
  }

  /** Books come all the time, and with them the venue's clock, whether or not anything trades. */
  private void goTo(Instant time) {
    while (now.isBefore(time)) {
      Instant due = nextClose().plus(plan.paper().grace());
      Instant next = due.isBefore(time) ? due : time;
      boolean busy = venue.isWorking() || isSomethingOnItsWay();
      now = busy && now.plus(CLOCK).isBefore(next) ? now.plus(CLOCK) : next;
      if (now.equals(due)) {
        closeBars();
      } else if (now.isBefore(time)) {
        deliver(0, toVenue.size());
        answers.addAll(venue.onTime(now));
        deliverSome();
      }
    }
  }

  /** The bars that the market has passed by the grace. */
  private void closeBars() {
    deliverAll();
    answers.addAll(venue.onTime(now));
    deliverAll();
    List<BarsClosed> closed = new ArrayList<>();
    builders.values().forEach(builder -> closed.addAll(builder.onTime(now, now)));
    closed.forEach(this::decide);
    closed.forEach(this::scan);
    deliverSome();
  }

  private Instant nextClose() {
    return builders.values().stream()
        .flatMap(builder -> builder.nextClose().stream())
        .min(Instant::compareTo)
        .orElse(Instant.EPOCH.plus(Duration.ofDays(1_000_000)));
  }

  private void scan(BarsClosed bars) {
    ScanStage scan = Objects.requireNonNull(scans.get(bars.instrument()));
    Duration lateness = Duration.between(bars.closeTime(), now);
    if (scan.step(ScanInput.of(bars, now).with(lateness)) instanceof ScanOutcome.Decided decided) {
      for (SignalRaised signal : decided.signals()) {
        notes.signal(signal);
        decide(signal);
      }
    }
  }

  private void deliverSome() {
    if (delivery == Delivery.AT_ONCE) {
      deliverAll();
      return;
    }
    for (int i = random.nextInt(6); i > 0; i--) {
      deliver(random.nextInt(queues.size()), 1);
    }
  }

  private void deliverAll() {
    if (random.nextInt(300) == 0) {
      startAgain();
    }
    while (isSomethingOnItsWay()) {
      deliver(random.nextInt(queues.size()), 1 + random.nextInt(5));
    }
  }

  private boolean isSomethingOnItsWay() {
    return queues.stream().anyMatch(queue -> !queue.isEmpty());
  }

  private void deliver(int queue, int most) {
    for (int i = 0; i < most && !queues.get(queue).isEmpty(); i++) {
      deliveries.get(queue).run();
    }
  }

  private void startAgain() {
    positions = PositionStage.restore(account.positions(), positions.state());
    venue = PaperVenue.restore(venueConfiguration, venue.state());
    execution = ExecutionStage.restore(account.execution(), execution.orders());
  }

  private void decide(Event input) {
    for (Event event : positions.step(input, now)) {
      notes.event(event);
      if (event instanceof OrderIntent intent) {
        intents.add(intent);
      }
    }
  }

  private void report() {
    Instant until = reports.getFirst().eventTime();
    while (!toPositions.isEmpty() && !toPositions.getFirst().eventTime().isAfter(until)) {
      decide(toPositions.remove());
    }
    decide(reports.remove());
  }

  private void twice(ExecutionInput input) {
    take(input);
    if (random.nextInt(5) == 0) {
      take(input);
    }
  }

  private void take(ExecutionInput input) {
    ExecutionOutcome outcome = execution.step(input, now);
    assertThat(outcome.disposition()).as(outcome.note()).isNotEqualTo(Disposition.VIOLATION);
    commands.addAll(outcome.commands());
    for (OrderReport report : outcome.events()) {
      notes.event(report);
      reports.add(report);
      if (random.nextInt(5) == 0) {
        reports.add(report);
      }
    }
    for (UUID waiting : execution.waiting()) {
      take(new SubmissionStarted(waiting));
    }
  }

  private TradeRows.End end(InstrumentId instrument) {
    MarketTrade trade = Objects.requireNonNull(last.get(instrument));
    return new TradeRows.End(
        trade.price(), trade.eventTime(), account.rulesOf(instrument).takerFeeRate());
  }
}
