package io.tidemark.core.portfolio;

import io.tidemark.core.exit.ExitEngine;
import io.tidemark.core.exit.QuietSpell;
import io.tidemark.core.portfolio.InstrumentMarket.Tick;
import io.tidemark.core.risk.CloseHistory;
import io.tidemark.core.risk.RiskState;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Money;
import io.tidemark.model.TradingState;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.ControlCommand;
import io.tidemark.model.event.ControlEvent;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.MarketEvent;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.ModelEvent;
import io.tidemark.model.event.OrderChanged;
import io.tidemark.model.event.OrderFilled;
import io.tidemark.model.event.OrderIntent;
import io.tidemark.model.event.OrderReport;
import io.tidemark.model.event.PositionEvent;
import io.tidemark.model.event.Prediction;
import io.tidemark.model.event.SignalRaised;
import io.tidemark.model.event.StrategyEvent;
import io.tidemark.model.event.Ticker;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The position stage of one venue account: what it holds, what it may enter, when it exits.
 *
 * <p>A deterministic state machine over one account. The same inputs in the same order give the
 * same events, whenever and wherever; a stage restored from {@link #state()} goes on identically.
 * Not safe for use by several threads.
 *
 * <ul>
 *   <li>A signal or fill that is known changes nothing when it comes again; reports may come in any
 *       order.
 *   <li>Cash for an entry is reserved when it is decided: price, slippage allowance and taker fee.
 *       Every fill turns its part of the reserve into its true cost.
 *   <li>Exits are reduce-only by construction: at most one exit order of a position is out, a stop
 *       at the venue counted, for no more than is held.
 *   <li>Where bars, fills and signals of an instant come in any order, a signal is acted on once
 *       what the bars up to it did to the position in its instrument is settled.
 *   <li>A day's loss or a drawdown that reaches the account's limit brings it to {@link
 *       TradingState#REDUCING} by itself.
 *   <li>What is sold short holds back its proceeds and an equal margin until it is bought back.
 *       Where the account lends, buying back is charged for borrowing, and a short whose collateral
 *       is used up is liquidated; elsewhere that is the venue's.
 *   <li>An exit that the venue refuses for a reason that passes is tried again after a pause, as of
 *       what any market tells.
 *   <li>An exit that stays without effect too often, an unprovable order and a report of an unknown
 *       order bring the account to {@link TradingState#REDUCING}; the operator resumes.
 * </ul>
 */
public final class PositionStage {

  private final PositionBook book;
  private final Exits exits;
  private final ExitWatch watch;
  private final Signals signals;
  private final @Nullable SignalTurns turns;
  private final Reports reports;
  private final EntryOrders entryOrders;
  private final ProtectiveStops stops;
  private final LossGuard losses;
  private final Commands commands;
  private final Set<InstrumentId> topsNeeded;

  private PositionStage(PositionStageConfiguration configuration, PositionStageState state) {
    this.book = new PositionBook(state, configuration);
    this.topsNeeded = configuration.bookTopsNeeded();
    EntryGuards guards = new EntryGuards(configuration, book);
    this.entryOrders = new EntryOrders(configuration, book, guards);
    Entries entries = new Entries(configuration, book, entryOrders, guards);
    this.stops = new ProtectiveStops(configuration, book);
    this.exits = new Exits(configuration, book, stops);
    this.watch = new ExitWatch(book, exits, configuration.bars());
    this.signals = new Signals(book, entries, exits);
    this.turns = configuration.keepsTurns() ? new SignalTurns(book) : null;
    this.reports = new Reports(book, entries, entryOrders, exits, stops, watch);
    this.losses = new LossGuard(configuration, book);
    this.commands = new Commands(book, exits, losses);
  }

  /** The stage of an account that has done nothing yet. */
  public static PositionStage start(PositionStageConfiguration configuration) {
    AccountState account =
        new AccountState(
            configuration.run(),
            configuration.account(),
            TradingState.ACTIVE,
            "Started",
            balances(configuration.initialCash()),
            new TreeSet<>(),
            EntryControls.NONE);
    return new PositionStage(
        configuration,
        new PositionStageState(
            account, List.of(), List.of(), List.of(), List.of(), List.of(), RiskState.EMPTY));
  }

  /**
   * A stage that goes on where {@code state} was taken, under {@code configuration}. The initial
   * cash is that of the state.
   *
   * @throws IllegalArgumentException if the state is of another run or account
   */
  public static PositionStage restore(
      PositionStageConfiguration configuration, PositionStageState state) {
    AccountState account = state.account();
    if (!account.run().equals(configuration.run())
        || !account.account().equals(configuration.account())) {
      throw new IllegalArgumentException(
          "state must be of run %s and account %s, was of %s and %s"
              .formatted(
                  configuration.run(), configuration.account(), account.run(), account.account()));
    }
    return new PositionStage(configuration, state);
  }

  /** Everything it knows; costly, for a snapshot. After a step, {@link #changes()} is enough. */
  public PositionStageState state() {
    return book.state();
  }

  /** What the last step wrote. */
  public PositionStageState.Changes changes() {
    return book.changes();
  }

  /** The account as it stands. */
  public AccountState account() {
    return book.account();
  }

  /** The positions in an instrument that are open, opening or closing, oldest first. */
  public List<Position> livePositions(InstrumentId instrument) {
    return book.live(instrument);
  }

  /** The positions that are open, opening or closing, oldest first. */
  public List<Position> livePositions() {
    return book.live();
  }

  /** Whether bars matter to the guards: a correlation is limited, and they are what it is over. */
  public boolean remembers(BarsClosed bars) {
    return book.risk().remembers(bars);
  }

  /** What the guards judge by. */
  public RiskState.Marks riskMarks() {
    return book.risk().marks();
  }

  /** The closes of an instrument that correlations are taken over. */
  public CloseHistory closes(InstrumentId instrument) {
    return book.risk().history(instrument);
  }

  /** Whether the market of an instrument matters: a position in it is open, opening or closing. */
  public boolean watches(InstrumentId instrument) {
    return book.watches(instrument);
  }

  /** Whether trades tell what the market does; bars do otherwise, and trades change nothing. */
  public boolean followsTrades() {
    return watch.followsTrades();
  }

  /**
   * Whether something waits for the market to have come to {@code at}, wherever that is told: an
   * exit that the venue refused a while ago is to be tried again.
   */
  public boolean waitsFor(Instant at) {
    return !book.isHalted() && !book.due(at).isEmpty();
  }

  /**
   * What the exit orders of a position came to, in the order they began to fill.
   *
   * @throws IllegalStateException if the account has no such position
   */
  public List<ExitResult> exitResults(UUID positionId) {
    return book.exitResults(book.position(positionId));
  }

  /** What buying a position back would be charged with for borrowing at {@code at}; 0 of a long. */
  public Money borrowCostAt(Position position, Instant at) {
    return Borrowing.charge(position, book.fills(position), position.quantity(), at)
        .orElseGet(() -> Money.zero(position.origin().quoteCurrency()));
  }

  /** Whether a strategy puts limits at the top of an instrument's book. */
  public boolean needsBookTop(InstrumentId instrument) {
    return topsNeeded.contains(instrument);
  }

  /** The top of an instrument's book; empty before one was told that is needed. */
  public Optional<BookTop> bookTop(InstrumentId instrument) {
    return Optional.ofNullable(book.top(instrument));
  }

  /**
   * How long bars of an instrument mean nothing to the position in it, where the market is told by
   * bars; empty if the next bar has to be told. Whoever leaves bars out tells the latest one before
   * anything else is told, and leaves none out where limits on losses or correlations are set.
   */
  public Optional<QuietSpell> quietSpell(InstrumentId instrument) {
    List<Position> live = book.live(instrument);
    if (live.size() != 1) {
      return Optional.empty();
    }
    Position position = live.getFirst();
    Instant opened = position.openedAt();
    if (opened == null || isStirred(position) || book.firstBar(instrument) != null) {
      return Optional.empty();
    }
    return position
        .entered()
        .map(
            entry ->
                ExitEngine.quietSpell(
                    position.terms(),
                    entry,
                    position.progressFrom(entry),
                    position.origin().timeframe().openOf(opened)));
  }

  /** Whether an order of a position is out, or one waits to be sent. */
  private boolean isStirred(Position position) {
    return position.exit() != null
        || !position.watchesPrices()
        || position.isPausing()
        || book.workingEntry(position) != null
        || book.workingStop(position) != null;
  }

  /** What it knows of an instrument's market; empty without a live position in it. */
  public Optional<InstrumentMarket> market(InstrumentId instrument) {
    return book.market(instrument);
  }

  /**
   * Cash plus open positions at their last prices.
   *
   * @param quoteCurrency one of those of the configuration's initial cash
   * @throws IllegalArgumentException if the account has no such currency
   */
  public Money equity(String quoteCurrency) {
    CashBalance balance = book.account().balances().get(quoteCurrency);
    if (balance == null) {
      throw new IllegalArgumentException(
          "quoteCurrency must be one of %s, was %s"
              .formatted(book.account().balances().keySet(), quoteCurrency));
    }
    return new Money(book.equity(balance), quoteCurrency);
  }

  /**
   * Takes one input. Signals, trades, tops of books, closed bars, predictions, order reports and
   * commands are acted on; what is of another run or account, and any other event, changes nothing.
   *
   * @param observedAt when the suite took it, by the suite's clock
   * @return order intents and position events, in the order they are to be published
   * @throws IllegalStateException if a report contradicts what was asked for
   */
  public List<Event> step(Event input, Instant observedAt) {
    book.startStep();
    StepEvents events = new StepEvents(book, observedAt);
    switch (input) {
      case SignalRaised signal -> take(signal, events);
      case MarketTrade trade -> onTrade(trade, events);
      case Ticker ticker -> onTicker(ticker);
      case BarsClosed bars -> onBars(bars, events);
      case Prediction prediction -> watch.onPrediction(prediction, events);
      case OrderReport report -> onReport(report, events);
      case ControlCommand command -> commands.on(command, events);
      case MarketEvent _, StrategyEvent _, ModelEvent _, OrderIntent _, PositionEvent _ -> {}
      case ControlEvent _ -> {}
    }
    if (turns != null) {
      goOnWithSignals(turns, events);
    }
    if (input instanceof MarketEvent) {
      exits.tryAgain(input.eventTime(), events);
    }
    entryOrders.withdraw(input.eventTime(), events);
    stops.keep(input.eventTime(), events);
    book.endStep();
    return events.all();
  }

  private void onTicker(Ticker ticker) {
    if (needsBookTop(ticker.instrument())) {
      book.put(new BookTop(ticker.instrument(), ticker.bid(), ticker.ask(), ticker.eventTime()));
    }
  }

  /** Acts on a signal, or keeps it until its turn. */
  private void take(SignalRaised signal, StepEvents events) {
    InstrumentId instrument = signal.instrument();
    if (turns == null
        || (book.firstWaiting(instrument) == null
            && turns.isTurn(instrument, signal.eventTime()))) {
      onSignal(signal, events);
    } else {
      book.keep(signal);
    }
  }

  private void goOnWithSignals(SignalTurns turns, StepEvents events) {
    for (InstrumentId instrument : book.awaited()) {
      SignalRaised next = book.firstWaiting(instrument);
      while (next != null && turns.isTurn(instrument, next.eventTime())) {
        book.dropFirstWaiting(instrument);
        onSignal(next, events);
        next = book.firstWaiting(instrument);
      }
    }
  }

  /** A signal waits until the next bar at most: what is not settled by then is going to stay. */
  private void endTurns(InstrumentId instrument, Instant closeTime, StepEvents events) {
    SignalRaised next = book.firstWaiting(instrument);
    while (next != null && next.eventTime().isBefore(closeTime)) {
      book.dropFirstWaiting(instrument);
      onSignal(next, events);
      next = book.firstWaiting(instrument);
    }
  }

  private void onSignal(SignalRaised signal, StepEvents events) {
    if (signal.run().equals(book.account().run()) && !book.hasEnteredOn(signal.signalId())) {
      losses.begin(signal.eventTime(), events);
      signals.on(signal, events);
      losses.review(signal.eventTime(), events);
    }
  }

  private void onTrade(MarketTrade trade, StepEvents events) {
    if (book.watches(trade.instrument())) {
      losses.begin(trade.eventTime(), events);
      watch.onTick(trade.instrument(), new Tick(trade.price(), trade.eventTime()), events);
      losses.review(trade.eventTime(), events);
    }
  }

  private void onBars(BarsClosed bars, StepEvents events) {
    book.risk().take(bars);
    if (book.watches(bars.instrument())) {
      losses.begin(bars.eventTime(), events);
      if (turns != null && !bars.correction()) {
        endTurns(bars.instrument(), bars.closeTime(), events);
        book.toldTo(bars.instrument(), bars.closeTime());
      }
      watch.onBars(bars, events);
      losses.review(bars.eventTime(), events);
    }
  }

  private void onReport(OrderReport report, StepEvents events) {
    switch (report) {
      case OrderChanged changed when isOurs(changed.run(), changed.account()) -> {
        losses.begin(changed.eventTime(), events);
        reports.onChanged(changed, events);
      }
      case OrderFilled fill when isOurs(fill.run(), fill.account()) -> {
        losses.begin(fill.eventTime(), events);
        reports.onFilled(fill, events);
        losses.review(fill.eventTime(), events);
      }
      case OrderChanged _, OrderFilled _ -> {}
    }
  }

  private boolean isOurs(String run, String account) {
    return run.equals(book.account().run()) && account.equals(book.account().account());
  }

  private static SortedMap<String, CashBalance> balances(Map<String, BigDecimal> initialCash) {
    SortedMap<String, CashBalance> balances = new TreeMap<>();
    initialCash.forEach(
        (currency, amount) -> balances.put(currency, CashBalance.of(new Money(amount, currency))));
    return balances;
  }
}
