package io.tidemark.core.portfolio;

import io.tidemark.core.portfolio.InstrumentMarket.Tick;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Money;
import io.tidemark.model.PositionSide;
import io.tidemark.model.Price;
import io.tidemark.model.TradingState;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The records of an account, and which of them the current step wrote. */
final class PositionBook {

  private final int tickWindow;
  private final Map<UUID, Position> positions = new LinkedHashMap<>();
  private final Map<UUID, Position> live = new LinkedHashMap<>();
  private final Map<InstrumentId, Map<UUID, WatchedPosition>> liveIn = new HashMap<>();
  private final Set<UUID> entrySignals = new HashSet<>();
  private final Map<UUID, PositionOrder> orders = new LinkedHashMap<>();
  private final Map<UUID, PositionOrder> unsettled = new LinkedHashMap<>();
  private final Map<UUID, BookedFill> fills = new LinkedHashMap<>();
  private final SortedMap<InstrumentId, MarketWindow> markets = new TreeMap<>();
  private AccountState account;

  private boolean accountWritten;
  private final Set<UUID> positionsWritten = new LinkedHashSet<>();
  private final Set<UUID> ordersWritten = new LinkedHashSet<>();
  private final List<BookedFill> fillsWritten = new ArrayList<>();
  private final Set<InstrumentId> marketsWritten = new LinkedHashSet<>();

  PositionBook(PositionStageState state, int tickWindow) {
    this.tickWindow = tickWindow;
    this.account = state.account();
    state.orders().forEach(this::put);
    state.positions().forEach(this::put);
    state.fills().forEach(fill -> fills.put(fill.fillId(), fill));
    for (InstrumentMarket market : state.markets()) {
      markets.put(market.instrument(), MarketWindow.restored(market, tickWindow));
    }
    startStep();
  }

  void startStep() {
    accountWritten = false;
    positionsWritten.clear();
    ordersWritten.clear();
    fillsWritten.clear();
    marketsWritten.clear();
  }

  PositionStageState.Changes changes() {
    return new PositionStageState.Changes(
        accountWritten,
        positionsWritten.stream().map(this::position).toList(),
        ordersWritten.stream().map(this::order).toList(),
        fillsWritten,
        marketsWritten);
  }

  PositionStageState state() {
    return new PositionStageState(
        account,
        List.copyOf(positions.values()),
        List.copyOf(orders.values()),
        List.copyOf(fills.values()),
        markets.values().stream().map(MarketWindow::snapshot).toList());
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
    InstrumentId instrument = position.origin().instrument();
    positions.put(position.id(), position);
    positionsWritten.add(position.id());
    entrySignals.addAll(position.entrySignals());
    if (position.isLive()) {
      live.put(position.id(), position);
      liveIn
          .computeIfAbsent(instrument, _ -> new LinkedHashMap<>())
          .computeIfAbsent(position.id(), _ -> new WatchedPosition(position))
          .becomes(position);
    } else if (live.remove(position.id()) != null) {
      Map<UUID, WatchedPosition> others = liveIn.getOrDefault(instrument, new HashMap<>());
      others.remove(position.id());
      if (others.isEmpty()) {
        liveIn.remove(instrument);
        forgetMarket(instrument);
      }
    }
    return position;
  }

  /** Whether a position was opened or added to on a signal. */
  boolean hasEnteredOn(UUID signalId) {
    return entrySignals.contains(signalId);
  }

  /** Positions that are open, opening or closing, in the order they came to be so. */
  List<Position> live() {
    return List.copyOf(live.values());
  }

  List<Position> live(InstrumentId instrument) {
    return watched(instrument).stream().map(WatchedPosition::position).toList();
  }

  /** The same, to be held against prices. */
  List<WatchedPosition> watched(InstrumentId instrument) {
    Map<UUID, WatchedPosition> found = liveIn.get(instrument);
    return found == null ? List.of() : List.copyOf(found.values());
  }

  /** Whether a position in an instrument is open, opening or closing. */
  boolean watches(InstrumentId instrument) {
    return liveIn.containsKey(instrument);
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
    if (order.isSettled()) {
      unsettled.remove(order.clientOrderId());
    } else {
      unsettled.put(order.clientOrderId(), order);
    }
    return order;
  }

  /** The position's exit order that has not settled; null if there is none. */
  @Nullable PositionOrder workingExit(Position position) {
    return position.exitOrderId() == null ? null : unsettled.get(position.exitOrderId());
  }

  /** The position's entry order if it has not settled; null otherwise. */
  @Nullable PositionOrder workingEntry(Position position) {
    return unsettled.get(position.entryOrderId());
  }

  boolean knowsFill(UUID fillId) {
    return fills.containsKey(fillId);
  }

  void put(BookedFill fill) {
    fills.put(fill.fillId(), fill);
    fillsWritten.add(fill);
  }

  /** Takes note of a price of an instrument with a live position. */
  void mark(InstrumentId instrument, Price price, Instant time) {
    window(instrument, price, time).mark(price, time);
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

  Optional<InstrumentMarket> market(InstrumentId instrument) {
    return Optional.ofNullable(markets.get(instrument)).map(MarketWindow::snapshot);
  }

  /** The price that a live position is valued at. */
  Price lastPrice(InstrumentId instrument) {
    return required(markets.get(instrument), "market", instrument).lastPrice();
  }

  /** Quote cash set aside: for entries that are out, and for what was sold short. */
  Money reserved(String currency) {
    Money sum = Money.zero(currency);
    for (PositionOrder order : unsettled.values()) {
      if (order.cashPerUnit().currency().equals(currency)) {
        sum = sum.plus(order.reserved());
      }
    }
    for (Position position : live.values()) {
      if (position.side() == PositionSide.SHORT
          && position.origin().quoteCurrency().equals(currency)) {
        sum = sum.plus(position.margin());
      }
    }
    return sum;
  }

  /** Cash plus what is held, at last prices, of one quote currency. */
  BigDecimal equity(CashBalance balance) {
    BigDecimal sum = balance.cash().amount();
    for (Position position : live.values()) {
      if (position.origin().quoteCurrency().equals(balance.cash().currency())) {
        BigDecimal price = lastPrice(position.origin().instrument()).value();
        sum = sum.add(position.ledger().held().multiply(price));
      }
    }
    return sum;
  }

  private MarketWindow window(InstrumentId instrument, Price price, Instant time) {
    return markets.computeIfAbsent(instrument, id -> new MarketWindow(id, tickWindow, price, time));
  }

  private void forgetMarket(InstrumentId instrument) {
    if (markets.remove(instrument) != null) {
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
