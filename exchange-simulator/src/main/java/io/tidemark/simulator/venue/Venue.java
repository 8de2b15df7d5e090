package io.tidemark.simulator.venue;

import io.tidemark.core.fill.CancelReason;
import io.tidemark.core.fill.MatchEvent;
import io.tidemark.core.fill.MatchEvent.Accepted;
import io.tidemark.core.fill.MatchEvent.Amended;
import io.tidemark.core.fill.MatchEvent.Cancelled;
import io.tidemark.core.fill.MatchEvent.Filled;
import io.tidemark.core.fill.MatchEvent.Refused;
import io.tidemark.core.fill.MatchEvent.Triggered;
import io.tidemark.core.fill.WorkingOrder;
import io.tidemark.model.Liquidity;
import io.tidemark.model.Side;
import io.tidemark.simulator.market.Market;
import io.tidemark.simulator.market.Pair;
import io.tidemark.simulator.venue.JournalEntry.ClockLease;
import io.tidemark.simulator.venue.JournalEntry.OrderCancelled;
import io.tidemark.simulator.venue.JournalEntry.OrderFilled;
import io.tidemark.simulator.venue.JournalEntry.OrderPlaced;
import io.tidemark.simulator.venue.VenueOrder.Status;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Markets, accounts and orders in venue time. Whoever drives it says how far the time goes; all
 * trades up to now have always been played when a request comes. Not safe for use by several
 * threads.
 */
public final class Venue implements AutoCloseable {

  private static final int FEE_SCALE = 8;

  private final List<Market> markets;
  private final Schedule schedule;
  private final VenueSetup setup;
  private final VenueJournal journal;
  private final Books books = new Books();
  private final Map<String, VenueOrder> orders = new HashMap<>();
  private final Map<String, AccountHistory> histories = new HashMap<>();
  private final Map<String, Long> orderNumbers = new HashMap<>();
  private final Map<String, Long> fillNumbers = new HashMap<>();
  private final Map<String, Long> nonces = new TreeMap<>();
  private final OrderRules rules;
  private VenueListener listener = VenueListener.NONE;
  private long fillsOfVenue;
  private long now;
  private long leasedUpTo;

  private Venue(VenueSetup setup, VenueJournal journal) {
    this.setup = setup;
    this.markets = setup.markets();
    this.schedule = new Schedule(markets);
    this.journal = journal;
    this.rules = new OrderRules(this);
  }

  /**
   * Opens a venue: a new one, or the one that the journal in the state directory tells of.
   *
   * @throws IllegalStateException if the journal is damaged or of another venue
   */
  public static Venue open(VenueSetup setup) {
    Journal file = setup.stateDirectory() == null ? null : Journal.open(setup.stateDirectory());
    Venue venue = new Venue(setup, new VenueJournal(file));
    venue.openAccounts();
    venue.catchUp(venue.openingMicros());
    Recovery.of(venue, venue.journal, setup.identity()).run();
    return venue;
  }

  private void openAccounts() {
    for (String account : setup.accounts()) {
      setup
          .openingBalances()
          .forEach((asset, amount) -> books.transfer(Books.OPENING, account, asset, amount));
    }
  }

  private long openingMicros() {
    long allTraded = markets.stream().mapToLong(Market::startMicros).max().orElseThrow();
    return Math.max(setup.startMicros(), allTraded);
  }

  public void listen(VenueListener newListener) {
    listener = newListener;
  }

  /** Venue time, in microseconds since the epoch. */
  public long nowMicros() {
    return now;
  }

  /** Whether every tape was played to its end; then time stands still. */
  public boolean hasEnded() {
    return schedule.isEmpty();
  }

  /** How far time may go before the journal must be told. */
  public long leasedUpToMicros() {
    return leasedUpTo;
  }

  /** Tells the journal that time may go up to here, so that it never runs back after a restart. */
  public void lease(long upToMicros) {
    leasedUpTo = upToMicros;
    journal.add(new ClockLease(upToMicros, new TreeMap<>(nonces)));
    journal.flush();
  }

  void restoreLease(ClockLease lease) {
    leasedUpTo = Math.max(leasedUpTo, lease.upToMicros());
    nonces.putAll(lease.nonces());
  }

  /**
   * Plays all up to a time before anybody listens; what nobody's orders wait for is skipped.
   *
   * @param toMicros {@code Long.MAX_VALUE} for all there is
   */
  void catchUp(long toMicros) {
    for (Market market : markets) {
      market.skipTo(toMicros);
      now = Math.max(now, market.lastMicros());
    }
    schedule.restart();
    advance(toMicros, Integer.MAX_VALUE);
  }

  /**
   * Plays the trades and changes of books up to a time, or a number of them if that is less.
   *
   * @param budget what to play at most, save what is of the very same microsecond
   */
  public void advance(long toMicros, int budget) {
    int played = 0;
    while (!hasEnded()) {
      long time = schedule.nextMicros();
      if (time > toMicros) {
        now = Math.max(now, toMicros);
        return;
      }
      if (played >= budget && time > now) {
        return;
      }
      now = Math.max(now, time);
      play(schedule.next());
      played++;
    }
  }

  private void play(Market market) {
    boolean isTrade = market.isTradeNext();
    List<MatchEvent> events = market.playNext();
    schedule.putBack();
    if (isTrade) {
      listener.traded(market);
    }
    apply(events);
    listener.bookChanged(market);
    journal.flush();
  }

  /**
   * Places an order.
   *
   * @param validateOnly whether only to check it; then the order that comes back is not known here
   * @throws KrakenException if it is refused
   */
  public VenueOrder place(String account, OrderRequest request, boolean validateOnly) {
    Market market = market(request.pair());
    long number = orderNumbers.getOrDefault(account, 0L) + 1;
    VenueOrder order =
        rules.check(VenueIds.order(account, number), account, request, market, Optional.empty());
    if (!validateOnly) {
      orderNumbers.put(account, number);
      enter(order, market);
    }
    return order;
  }

  /**
   * Cancels an open order and places another in its stead; if that one is refused, the old one
   * works on.
   *
   * @throws KrakenException if it is refused
   */
  public VenueOrder replace(VenueOrder old, OrderRequest request, boolean validateOnly) {
    Market market = market(request.pair());
    String account = old.account();
    long number = orderNumbers.getOrDefault(account, 0L) + 1;
    VenueOrder order =
        rules.check(VenueIds.order(account, number), account, request, market, Optional.of(old));
    if (!validateOnly) {
      orderNumbers.put(account, number);
      cancel(old, "Order replaced");
      enter(order, market);
    }
    return order;
  }

  private void enter(VenueOrder order, Market market) {
    OrderRequest request = order.request();
    orders.put(order.id(), order);
    history(order.account()).add(order);
    journal.add(new OrderPlaced(now, order.account(), order.id(), request));
    listener.orderPlaced(order);
    apply(
        market
            .engine()
            .submit(
                new WorkingOrder(
                    order.id(),
                    order.account(),
                    request.side(),
                    request.type(),
                    request.timeInForce(),
                    request.volume(),
                    request.price(),
                    request.postOnly(),
                    order.worstPrice()),
                Market.instant(now)));
    journal.flush();
    listener.bookChanged(market);
  }

  /** Cancels an open order. */
  public void cancel(VenueOrder order, String reason) {
    Market market = market(order.pair().name());
    journal.add(new OrderCancelled(now, order.id(), reason));
    market.engine().cancel(order.id(), Market.instant(now));
    end(order, reason, now);
    journal.flush();
    listener.bookChanged(market);
  }

  private void apply(List<MatchEvent> events) {
    for (MatchEvent event : events) {
      VenueOrder order = Objects.requireNonNull(orders.get(event.orderId()), event::orderId);
      switch (event) {
        case Filled filled -> book(order, filled);
        case Cancelled cancelled -> end(order, words(cancelled.reason()), now);
        case Triggered triggered -> listener.orderChanged(order);
        case Accepted accepted -> {}
        case Amended amended -> throw unexpected(event);
        case Refused refused -> throw unexpected(event);
      }
    }
  }

  private static IllegalStateException unexpected(MatchEvent event) {
    return new IllegalStateException(
        "the venue checked an order that the engine refuses: %s; stop it and report its journal"
            .formatted(event));
  }

  private static String words(CancelReason reason) {
    return switch (reason) {
      case REQUESTED -> "User requested";
      case UNFILLED_REMAINDER -> "Unfilled remainder of an immediate order";
      case SELF_TRADE -> "Self trade prevention";
    };
  }

  private void end(VenueOrder order, String reason, long micros) {
    order.close(Status.CANCELED, reason, micros);
    history(order.account()).ended(order);
    listener.orderChanged(order);
  }

  private void book(VenueOrder order, Filled filled) {
    Pair pair = order.pair();
    BigDecimal rate =
        filled.liquidity() == Liquidity.MAKER
            ? pair.rules().makerFeeRate()
            : pair.rules().takerFeeRate();
    BigDecimal cost = filled.price().times(filled.quantity());
    BigDecimal fee = cost.multiply(rate).setScale(FEE_SCALE, RoundingMode.HALF_UP);
    long number = fillNumbers.merge(order.account(), 1L, Long::sum);
    VenueFill fill =
        new VenueFill(
            VenueIds.fill(order.account(), number),
            order,
            filled.price(),
            filled.quantity(),
            cost,
            fee,
            filled.liquidity(),
            now,
            ++fillsOfVenue);
    post(fill);
    order.add(fill);
    history(order.account()).add(fill);
    if (!order.isOpen()) {
      history(order.account()).ended(order);
    }
    journal.add(
        new OrderFilled(now, fill.id(), order.id(), fill.price(), fill.quantity(), fill.fee()));
    listener.filled(fill);
  }

  private void post(VenueFill fill) {
    String account = fill.order().account();
    String base = fill.order().pair().base().name();
    String quote = fill.order().pair().quote().name();
    BigDecimal quantity = fill.quantity().value();
    if (fill.order().request().side() == Side.BUY) {
      books.transfer(account, Books.MARKET, quote, fill.cost());
      books.transfer(Books.MARKET, account, base, quantity);
    } else {
      books.transfer(account, Books.MARKET, base, quantity);
      books.transfer(Books.MARKET, account, quote, fill.cost());
    }
    books.transfer(account, Books.FEES, quote, fill.fee());
  }

  /**
   * Takes a nonce as used.
   *
   * @throws KrakenException if the key has used it or a higher one
   */
  public void useNonce(String apiKey, long nonce) {
    Long last = nonces.get(apiKey);
    if (last != null && nonce <= last) {
      throw new KrakenException("EAPI:Invalid nonce");
    }
    nonces.put(apiKey, nonce);
  }

  public List<Market> markets() {
    return markets;
  }

  /**
   * The market that a client means.
   *
   * @throws KrakenException if there is none
   */
  public Market market(String pair) {
    return markets.stream()
        .filter(market -> market.pair().isCalled(pair))
        .findFirst()
        .orElseThrow(() -> new KrakenException("EQuery:Unknown asset pair"));
  }

  /** The order of that id, whoever's it is. */
  public Optional<VenueOrder> order(String id) {
    return Optional.ofNullable(orders.get(id));
  }

  /** All orders of an account, oldest first; a view. */
  public List<VenueOrder> orders(String account) {
    return history(account).orders();
  }

  /** The orders of an account that have a client's own id, oldest first; a view. */
  public List<VenueOrder> orders(String account, String clientId) {
    return history(account).ordersOf(clientId);
  }

  /** The open orders of an account, oldest first. */
  public List<VenueOrder> openOrders(String account) {
    return history(account).openOrders();
  }

  /** All fills of an account, oldest first; a view. */
  public List<VenueFill> fills(String account) {
    return history(account).fills();
  }

  /** The fill of that id, if it is the account's. */
  public Optional<VenueFill> fill(String account, String id) {
    return history(account).fill(id);
  }

  private AccountHistory history(String account) {
    return histories.computeIfAbsent(account, _ -> new AccountHistory());
  }

  /** What an account holds, what is reserved included, by Kraken's name of the asset. */
  public Map<String, BigDecimal> balances(String account) {
    return new TreeMap<>(books.of(account));
  }

  /** What open orders keep back, by Kraken's name of the asset; no entry for nothing. */
  public Map<String, BigDecimal> reserved(String account) {
    Map<String, BigDecimal> reserved = new TreeMap<>();
    for (VenueOrder order : openOrders(account)) {
      reserved.merge(Reservation.asset(order), Reservation.of(order), BigDecimal::add);
    }
    return reserved;
  }

  /** The sum over the books of all parties, by asset; zero at every moment. */
  public Map<String, BigDecimal> bookTotals() {
    return books.totals();
  }

  @Override
  public void close() {
    journal.close();
  }
}
