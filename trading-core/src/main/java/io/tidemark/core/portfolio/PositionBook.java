package io.tidemark.core.portfolio;

import io.tidemark.core.portfolio.InstrumentMarket.Tick;
import io.tidemark.core.risk.RiskBook;
import io.tidemark.core.risk.RiskState.LastExit;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.model.Bar;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Money;
import io.tidemark.model.Price;
import io.tidemark.model.TradingState;
import io.tidemark.model.event.SignalRaised;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The records of an account, and which of them the current step wrote. */
final class PositionBook {

  private final int tickWindow;
  private final Map<UUID, Position> positions = new LinkedHashMap<>();
  private final LivePositions live = new LivePositions();
  private final Reservations reserved = new Reservations();
  private final Set<UUID> entrySignals = new HashSet<>();
  private final Map<UUID, PositionOrder> orders = new LinkedHashMap<>();
  private final Map<UUID, PositionOrder> unsettled = new LinkedHashMap<>();
  private final BookedFills fills;
  private final SortedMap<UUID, Position> pausing = new TreeMap<>();
  private final SortedMap<InstrumentId, MarketWindow> markets = new TreeMap<>();
  private final SortedSet<InstrumentId> awaited = new TreeSet<>();
  private final SortedSet<InstrumentId> left = new TreeSet<>();
  private final Valuation valuation = new Valuation();
  private final RiskBook risk;
  private AccountState account;

  private boolean accountWritten;
  private final Set<UUID> positionsWritten = new LinkedHashSet<>();
  private final Set<UUID> ordersWritten = new LinkedHashSet<>();
  private final Set<InstrumentId> marketsWritten = new LinkedHashSet<>();
  private final SortedMap<InstrumentId, BookTop> tops = new TreeMap<>();
  private final Set<InstrumentId> topsWritten = new LinkedHashSet<>();

  PositionBook(PositionStageState state, PositionStageConfiguration configuration) {
    this.tickWindow = configuration.tickWindow();
    this.risk =
        new RiskBook(
            state.risk(),
            configuration.limits(),
            configuration.strategies().values().stream().map(StrategyDefinition::risk).toList());
    this.account = state.account();
    this.fills = new BookedFills(state.fills());
    state.orders().forEach(this::put);
    state.positions().forEach(this::keep);
    for (InstrumentMarket market : state.markets()) {
      markets.put(market.instrument(), MarketWindow.restored(market, tickWindow));
      valuation.priced(market.instrument(), market.lastPrice());
      BarsTold bars = market.bars();
      if (bars != null && !bars.waiting().isEmpty()) {
        awaited.add(market.instrument());
      }
    }
    state.tops().forEach(this::put);
    startStep();
  }

  void startStep() {
    accountWritten = false;
    positionsWritten.clear();
    ordersWritten.clear();
    fills.startStep();
    marketsWritten.clear();
    topsWritten.clear();
    risk.startStep();
  }

  PositionStageState.Changes changes() {
    return new PositionStageState.Changes(
        accountWritten,
        positionsWritten.stream().map(this::position).toList(),
        ordersWritten.stream().map(this::order).toList(),
        fills.written(),
        marketsWritten,
        topsWritten,
        risk.changes());
  }

  PositionStageState state() {
    return new PositionStageState(
        account,
        List.copyOf(positions.values()),
        List.copyOf(orders.values()),
        fills.all(),
        markets.values().stream().map(MarketWindow::snapshot).toList(),
        List.copyOf(tops.values()),
        risk.state());
  }

  /** What the guards judge by. */
  RiskBook risk() {
    return risk;
  }

  AccountState account() {
    return account;
  }

  void put(AccountState changed) {
    account = changed;
    accountWritten = true;
  }

  boolean isHalted() {
    return account.tradingState() == TradingState.HALTED;
  }

  Position position(UUID positionId) {
    return required(positions.get(positionId), "position", positionId);
  }

  Position put(Position position) {
    noteEnd(positions.get(position.id()), position);
    return keep(position);
  }

  /** Tells the guards of a position that has ended, or that has not after all. */
  private void noteEnd(@Nullable Position before, Position after) {
    boolean wasLive = before == null || before.isLive();
    PositionOrigin origin = after.origin();
    Instant ended = after.closedAt();
    if (wasLive && !after.isLive() && ended != null && !after.ledger().isEmpty()) {
      risk.closed(
          new LastExit(origin.instrument(), origin.strategy(), origin.side(), ended),
          after.ledger().realisedPnl(),
          after.exitReason());
    } else if (before != null && !wasLive && after.isLive() && !before.ledger().isEmpty()) {
      risk.reopened(origin.strategy(), before.ledger().realisedPnl());
    }
  }

  private Position keep(Position position) {
    InstrumentId instrument = position.origin().instrument();
    Position before = positions.put(position.id(), position);
    BigDecimal held = position.ledger().held();
    valuation.changed(instrument, before == null ? held : held.subtract(before.ledger().held()));
    positionsWritten.add(position.id());
    entrySignals.addAll(position.entrySignals());
    if (position.isPausing()) {
      pausing.put(position.id(), position);
    } else {
      pausing.remove(position.id());
    }
    if (before != null) {
      reserved.release(before.margin());
    }
    reserved.add(position.margin());
    if (position.isLive()) {
      live.put(position);
    } else if (live.leavesNone(position)) {
      left.add(instrument);
    }
    return position;
  }

  /** Whether a position was opened or added to on a signal. */
  boolean hasEnteredOn(UUID signalId) {
    return entrySignals.contains(signalId);
  }

  /** Positions that are open, opening or closing, in the order they came to be so. */
  List<Position> live() {
    return live.all();
  }

  /** How many of them there are. */
  int liveCount() {
    return live.count();
  }

  /** How many of them a strategy has. */
  int liveCount(String strategy) {
    return live.count(strategy);
  }

  /** Those of them that are to be tried again at or before {@code at}, by their ids. */
  List<Position> due(Instant at) {
    return pausing.isEmpty()
        ? List.of()
        : pausing.values().stream().filter(position -> position.isDue(at)).toList();
  }

  List<Position> live(InstrumentId instrument) {
    return watched(instrument).stream().map(WatchedPosition::position).toList();
  }

  /** The same, to be held against prices. */
  List<WatchedPosition> watched(InstrumentId instrument) {
    return live.in(instrument);
  }

  /** Whether a position in an instrument is open, opening or closing. */
  boolean watches(InstrumentId instrument) {
    return live.hasAnyIn(instrument);
  }

  Optional<PositionOrder> findOrder(UUID clientOrderId) {
    return Optional.ofNullable(orders.get(clientOrderId));
  }

  PositionOrder order(UUID clientOrderId) {
    return required(orders.get(clientOrderId), "order", clientOrderId);
  }

  PositionOrder put(PositionOrder order) {
    orders.put(order.clientOrderId(), order);
    ordersWritten.add(order.clientOrderId());
    PositionOrder before =
        order.isSettled()
            ? unsettled.remove(order.clientOrderId())
            : unsettled.put(order.clientOrderId(), order);
    if (before != null) {
      reserved.release(before.reserved());
    }
    reserved.add(order.reserved());
    return order;
  }

  /** The position's exit order that has not settled; null if there is none. */
  @Nullable PositionOrder workingExit(Position position) {
    return position.exitOrderId() == null ? null : unsettled.get(position.exitOrderId());
  }

  /** The position's stop order at the venue if it has not settled; null otherwise. */
  @Nullable PositionOrder workingStop(Position position) {
    return position.venueStopId() == null ? null : unsettled.get(position.venueStopId());
  }

  /** The positions that the current step wrote and that are not closed. */
  List<Position> writtenLive() {
    return positionsWritten.stream().map(this::position).filter(Position::isLive).toList();
  }

  /** The position's entry order if it has not settled; null otherwise. */
  @Nullable PositionOrder workingEntry(Position position) {
    return unsettled.get(position.entryOrderId());
  }

  /** The limits of entries that may still trade and that nobody takes back yet. */
  List<PositionOrder> workingLimits() {
    return unsettled.values().stream()
        .filter(order -> order.limit() != null)
        .filter(order -> !order.cancelRequested() && !order.status().isTerminal())
        .toList();
  }

  /** The top of an instrument's book, as it was told last; null before. */
  @Nullable BookTop top(InstrumentId instrument) {
    return tops.get(instrument);
  }

  /** Takes note of a top, unless a later one is known. */
  void put(BookTop top) {
    BookTop known = tops.get(top.instrument());
    if (known == null || !top.time().isBefore(known.time())) {
      tops.put(top.instrument(), top);
      topsWritten.add(top.instrument());
    }
  }

  boolean knowsFill(UUID fillId) {
    return fills.knows(fillId);
  }

  void put(BookedFill fill) {
    fills.add(fill);
  }

  /** The fills of a position, in the order they were booked. */
  List<BookedFill> fills(Position position) {
    return fills.of(position.id());
  }

  /** What the exit orders of a position came to, in the order they began to fill. */
  List<ExitResult> exitResults(Position position) {
    return ExitResult.of(position, fills.of(position.id()), this::order);
  }

  /** Takes note of a price of an instrument with a live position. */
  void mark(InstrumentId instrument, Price price, Instant time) {
    MarketWindow window = window(instrument, price, time);
    window.mark(price, time);
    valuation.priced(instrument, window.lastPrice());
    marketsWritten.add(instrument);
  }

  void keep(InstrumentId instrument, Tick tick) {
    window(instrument, tick.price(), tick.time()).keep(tick);
    marketsWritten.add(instrument);
  }

  List<Tick> drainTicks(InstrumentId instrument) {
    MarketWindow window = markets.get(instrument);
    return window == null ? List.of() : window.drain();
  }

  void keep(InstrumentId instrument, Bar bar) {
    window(instrument, bar.close(), bar.closeTime()).keep(bar);
    marketsWritten.add(instrument);
  }

  /** The oldest bar that waits for a check; null for none. */
  @Nullable Bar firstBar(InstrumentId instrument) {
    MarketWindow window = markets.get(instrument);
    return window == null ? null : window.firstBar();
  }

  /** The oldest bar is checked. */
  void dropFirstBar(InstrumentId instrument) {
    required(markets.get(instrument), "market", instrument).dropFirstBar();
    marketsWritten.add(instrument);
  }

  /** All bars of an instrument with a live position up to an instant have been told. */
  void toldTo(InstrumentId instrument, Instant at) {
    MarketWindow window = markets.get(instrument);
    if (window != null) {
      window.toldTo(at);
      marketsWritten.add(instrument);
    }
  }

  /** Up to when bars of an instrument have been told; null if none was since its position is. */
  @Nullable Instant barsTo(InstrumentId instrument) {
    MarketWindow window = markets.get(instrument);
    return window == null ? null : window.barsTo();
  }

  /** Keeps a signal in an instrument with a live position until its turn. */
  void keep(SignalRaised signal) {
    InstrumentId instrument = signal.instrument();
    required(markets.get(instrument), "market", instrument).waiting().addLast(signal);
    awaited.add(instrument);
    marketsWritten.add(instrument);
  }

  /** The instruments with signals that wait for their turn, in order. */
  List<InstrumentId> awaited() {
    return awaited.isEmpty() ? List.of() : List.copyOf(awaited);
  }

  /** The signal of an instrument that waits longest; null for none. */
  @Nullable SignalRaised firstWaiting(InstrumentId instrument) {
    MarketWindow window = markets.get(instrument);
    return window == null ? null : window.waiting().peekFirst();
  }

  /** The signal that waited longest does so no more. */
  void dropFirstWaiting(InstrumentId instrument) {
    Deque<SignalRaised> waiting = required(markets.get(instrument), "market", instrument).waiting();
    waiting.removeFirst();
    marketsWritten.add(instrument);
    if (waiting.isEmpty()) {
      awaited.remove(instrument);
    }
  }

  Optional<InstrumentMarket> market(InstrumentId instrument) {
    return Optional.ofNullable(markets.get(instrument)).map(MarketWindow::snapshot);
  }

  /** The price that a live position is valued at. */
  Price lastPrice(InstrumentId instrument) {
    return required(markets.get(instrument), "market", instrument).lastPrice();
  }

  /** Quote cash set aside: for entries that are out, and for what was sold short. */
  Money reserved(String currency) {
    return reserved.of(currency);
  }

  /** Cash plus what is held, at last prices, of one quote currency. */
  BigDecimal equity(CashBalance balance) {
    String currency = balance.cash().currency();
    Money held = new Money(valuation.value(currency), currency);
    return balance.cash().plus(held).amount();
  }

  /**
   * What positions in a quote currency are worth at last prices, whichever way, with what their
   * entries may still fill.
   *
   * @param strategy whose; null for all
   */
  BigDecimal exposure(String currency, @Nullable String strategy) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Position position : live.all()) {
      PositionOrigin origin = position.origin();
      if (origin.quoteCurrency().equals(currency)
          && (strategy == null || origin.strategy().equals(strategy))) {
        PositionOrder entry = workingEntry(position);
        BigDecimal open = entry == null ? BigDecimal.ZERO : entry.unfilled();
        BigDecimal quantity = position.ledger().held().abs().add(open);
        sum = sum.add(quantity.multiply(lastPrice(origin.instrument()).value()));
      }
    }
    return sum;
  }

  private MarketWindow window(InstrumentId instrument, Price price, Instant time) {
    return markets.computeIfAbsent(instrument, id -> new MarketWindow(id, tickWindow, price, time));
  }

  /**
   * Forgets the markets that a step left without a live position; what follows an exit within the
   * step still finds the bars that wait.
   */
  void endStep() {
    if (!left.isEmpty()) {
      left.stream().filter(one -> !live.hasAnyIn(one)).forEach(this::forgetMarket);
      left.clear();
    }
  }

  private void forgetMarket(InstrumentId instrument) {
    if (markets.remove(instrument) != null) {
      valuation.forget(instrument);
      marketsWritten.add(instrument);
    }
  }

  private static <T> T required(@Nullable T found, String kind, Object id) {
    if (found == null) {
      throw new IllegalStateException(
          "The account's records name %s %s but lack it; stop the service and restore its database"
              .formatted(kind, id));
    }
    return found;
  }
}
