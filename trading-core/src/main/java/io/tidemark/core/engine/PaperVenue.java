package io.tidemark.core.engine;

import io.tidemark.core.engine.ExecutionInput.CancelFailed;
import io.tidemark.core.engine.ExecutionInput.QueryFound;
import io.tidemark.core.engine.ExecutionInput.QueryMissing;
import io.tidemark.core.engine.ExecutionInput.SubmitAccepted;
import io.tidemark.core.engine.ExecutionInput.SubmitRejected;
import io.tidemark.core.engine.ExecutionInput.VenueFilled;
import io.tidemark.core.engine.VenueCommand.CancelVenueOrder;
import io.tidemark.core.engine.VenueCommand.QueryOrder;
import io.tidemark.core.engine.VenueCommand.SubmitOrder;
import io.tidemark.core.engine.VenueOrderState.Phase;
import io.tidemark.core.fill.FillSettings;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.InstrumentRules;
import io.tidemark.model.Money;
import io.tidemark.model.OrderPurpose;
import io.tidemark.model.Price;
import io.tidemark.model.Symbol;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.MarketEvent;
import io.tidemark.model.reason.OrderReason;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A venue made of market data: venue commands and market events in, what a venue would answer out.
 *
 * <p>It acts as of event time. On trades and books an order is matched against the market from its
 * decision time plus the latency on, whenever it arrives: what the market did meanwhile is kept for
 * a while and gone through again. So its fills are a function of the data. An order older than what
 * is kept is refused. A cancel acts from its decision time plus the latency on as well, but takes
 * back no fill that was told. An order whose time to work is over ends then plus the latency,
 * whenever its cancel comes. On bars an order acts from the first bar on that opens at or after its
 * decision (see {@link io.tidemark.core.fill.BarMatching}); a market order whose open the account
 * cannot pay is refused then.
 *
 * <p>Ids of orders and trades derive from content. Fees are notional times the maker's or taker's
 * rate of the account's tier, in quote currency, unrounded. A buy without the cash for the last
 * price, slippage and fee, or a sell without the coins, is refused. Not safe for use by several
 * threads.
 */
public final class PaperVenue {

  private final PaperVenueConfiguration configuration;
  private final Map<UUID, PaperOrder> orders = new LinkedHashMap<>();
  private final Map<UUID, PaperMatching> open = new LinkedHashMap<>();
  private final Map<InstrumentId, Map<UUID, PaperMatching>> openIn = new HashMap<>();
  private final Set<UUID> touched = new LinkedHashSet<>();
  private final SortedMap<InstrumentId, MarketHistory> markets = new TreeMap<>();
  private final TradedVolume volume = new TradedVolume();
  private final PaperFunds funds;

  private PaperVenue(PaperVenueConfiguration configuration) {
    this.configuration = configuration;
    this.funds = new PaperFunds(configuration.shortsAllowed(), open, markets);
  }

  /** A venue with the initial balances, no orders and no market yet. */
  public static PaperVenue start(PaperVenueConfiguration configuration) {
    PaperVenue venue = new PaperVenue(configuration);
    configuration
        .initialBalances()
        .forEach((code, amount) -> venue.funds.credit(new Money(amount, code)));
    return venue;
  }

  /** A venue that goes on where {@code state} was taken. */
  public static PaperVenue restore(PaperVenueConfiguration configuration, PaperVenueState state) {
    PaperVenue venue = new PaperVenue(configuration);
    venue.funds.restore(state.balances());
    state
        .markets()
        .forEach(
            (id, market) ->
                venue.markets.put(id, MarketHistory.restored(configuration.history(), market)));
    for (PaperOrder order : state.orders()) {
      order.fills().forEach(fill -> venue.count(order.order().instrument().symbol(), fill));
    }
    state.orders().forEach(venue::put);
    venue.touched.clear();
    return venue;
  }

  /** Everything it knows. */
  public PaperVenueState state() {
    SortedMap<InstrumentId, PaperMarket> histories = new TreeMap<>();
    markets.forEach((id, history) -> histories.put(id, history.state()));
    return new PaperVenueState(funds.balances(), orders(), histories);
  }

  /** What has changed of the orders and balances since this was last called. */
  public PaperVenueChanges takeChanges() {
    List<PaperOrder> changed = touched.stream().map(this::current).toList();
    touched.clear();
    return new PaperVenueChanges(changed, funds.takeChanges());
  }

  /** How many orders it knows, ended ones included. */
  public int orderCount() {
    return orders.size();
  }

  /** Whether an order is open. */
  public boolean isWorking() {
    return !open.isEmpty();
  }

  /** Whether an order in an instrument is open. */
  public boolean isWorking(InstrumentId instrument) {
    Map<UUID, PaperMatching> there = openIn.get(instrument);
    return there != null && !there.isEmpty();
  }

  /** Its orders, in the order they came. */
  public List<PaperOrder> orders() {
    return orders.keySet().stream().map(this::current).toList();
  }

  /** What the account has, by currency; what open orders hold is included. */
  public SortedMap<String, Money> balances() {
    return funds.balances();
  }

  /**
   * Runs a command.
   *
   * @param now by the suite's clock
   * @return the answer, and what the order got from the market already
   */
  public List<ExecutionInput> onCommand(VenueCommand command, Instant now) {
    return switch (command) {
      case SubmitOrder submit -> submit(submit, now);
      case CancelVenueOrder cancel -> cancel(cancel);
      case QueryOrder query -> List.of(query(query, now));
    };
  }

  /**
   * Takes what the market did: trades and books, or closed bars where that is what orders are
   * matched against; anything else changes nothing.
   */
  public List<ExecutionInput> onMarket(MarketEvent event) {
    return configuration.matched(event).map(this::take).orElse(List.of());
  }

  private List<ExecutionInput> take(MarketEvent event) {
    history(event.instrument()).add(event);
    return configuration.bars() == null
        ? advance(event.instrument())
        : advanceExitsFirst(List.of(event.instrument()));
  }

  /**
   * Takes bars of several instruments that close at one instant. At their opens what was sold or
   * bought back pays for what is entered, whatever it was in: exits come first in all of them.
   */
  public List<ExecutionInput> onBars(List<BarsClosed> closed) {
    List<InstrumentId> instruments = new ArrayList<>();
    for (BarsClosed bars : closed) {
      configuration
          .matched(bars)
          .ifPresent(
              matched -> {
                history(matched.instrument()).add(matched);
                instruments.add(matched.instrument());
              });
    }
    return advanceExitsFirst(instruments);
  }

  private List<ExecutionInput> advanceExitsFirst(List<InstrumentId> instruments) {
    List<ExecutionInput> told = new ArrayList<>();
    for (OrderPurpose purpose : List.of(OrderPurpose.EXIT, OrderPurpose.ENTRY)) {
      for (InstrumentId instrument : instruments) {
        told.addAll(advance(instrument, order -> order.purpose() == purpose));
      }
    }
    return told;
  }

  /** Takes what something besides a fill cost from what the account has. */
  public void charge(Money amount) {
    funds.credit(amount.negated());
  }

  /** The market has come to {@code marketTime}, whether or not anything happened then. */
  public List<ExecutionInput> onTime(Instant marketTime) {
    List<ExecutionInput> told = new ArrayList<>();
    for (InstrumentId instrument : markets.keySet()) {
      history(instrument).advanceTo(marketTime);
      told.addAll(advance(instrument));
    }
    return told;
  }

  private List<ExecutionInput> submit(SubmitOrder submit, Instant now) {
    PaperOrder known = orders.get(submit.clientOrderId());
    if (known != null) {
      return List.of(
          new SubmitAccepted(submit.clientOrderId(), known.venueOrderId(), known.actsFrom()));
    }
    Instant actsFrom = submit.decidedAt().plus(configuration.latency());
    InstrumentRules rules = configuration.instruments().get(submit.instrument());
    if (rules == null) {
      return refuse(submit, OrderReason.INVALID_ORDER, "no such instrument", actsFrom);
    }
    if (now.isAfter(submit.deadline())) {
      return refuse(submit, OrderReason.DEADLINE_PASSED, "sent at " + now, actsFrom);
    }
    MarketHistory history = history(submit.instrument());
    Optional<Price> price =
        Optional.ofNullable(submit.limitPrice()).or(() -> history.priceAt(actsFrom));
    if (price.isEmpty() || !history.covers(actsFrom)) {
      return refuse(
          submit,
          OrderReason.VENUE_UNAVAILABLE,
          "the market of " + actsFrom + " is not known",
          actsFrom);
    }
    BigDecimal cashPerUnit = cashPerUnit(price.get(), rules);
    Optional<String> shortage = funds.shortage(submit, cashPerUnit, actsFrom);
    return shortage.isPresent()
        ? refuse(submit, OrderReason.INSUFFICIENT_FUNDS, shortage.get(), actsFrom)
        : accept(submit, cashPerUnit, actsFrom);
  }

  private static List<ExecutionInput> refuse(
      SubmitOrder submit, OrderReason reason, String detail, Instant at) {
    return List.of(new SubmitRejected(submit.clientOrderId(), reason, detail, at));
  }

  private List<ExecutionInput> accept(
      SubmitOrder submit, BigDecimal cashPerUnit, Instant actsFrom) {
    String venueOrderId =
        "PO-" + Ids.of("paper-order", configuration.account(), submit.clientOrderId());
    put(
        new PaperOrder(
            submit,
            venueOrderId,
            actsFrom,
            cashPerUnit,
            expiry(submit),
            Phase.OPEN,
            null,
            actsFrom,
            List.of(),
            null,
            null));
    List<ExecutionInput> told = new ArrayList<>();
    told.add(new SubmitAccepted(submit.clientOrderId(), venueOrderId, actsFrom));
    told.addAll(advance(submit.instrument()));
    return told;
  }

  /** When the cancel acts that ends the order's time, so that it does not matter when it comes. */
  private @Nullable Instant expiry(SubmitOrder submit) {
    Instant expiresAt = submit.expiresAt();
    return expiresAt == null ? null : expiresAt.plus(configuration.latency());
  }

  private List<ExecutionInput> cancel(CancelVenueOrder cancel) {
    PaperMatching matching = open.get(cancel.clientOrderId());
    if (matching == null) {
      return List.of(new CancelFailed(cancel.clientOrderId(), "no such open order"));
    }
    matching.cancelFrom(cancel.decidedAt().plus(configuration.latency()));
    return advance(cancel.instrument());
  }

  private ExecutionInput query(QueryOrder query, Instant now) {
    if (!orders.containsKey(query.clientOrderId())) {
      return new QueryMissing(query.clientOrderId(), now, true);
    }
    PaperOrder order = current(query.clientOrderId());
    return new QueryFound(query.clientOrderId(), order.state(), order.fills());
  }

  private List<ExecutionInput> advance(InstrumentId instrument) {
    return advance(instrument, _ -> true);
  }

  private List<ExecutionInput> advance(InstrumentId instrument, Predicate<SubmitOrder> which) {
    MarketHistory history = history(instrument);
    Optional<Instant> latest = history.latest();
    if (latest.isEmpty()) {
      return List.of();
    }
    Instant upTo = latest.get().minus(configuration.holdback());
    List<ExecutionInput> told = new ArrayList<>();
    for (PaperMatching matching : List.copyOf(openIn.getOrDefault(instrument, Map.of()).values())) {
      if (!which.test(matching.order().order())) {
        continue;
      }
      List<ExecutionInput> inputs = matching.advance(history, upTo);
      inputs.forEach(input -> settle(matching.order().order(), input));
      told.addAll(inputs);
      put(matching);
    }
    return told;
  }

  private void settle(SubmitOrder order, ExecutionInput input) {
    if (input instanceof VenueFilled filled) {
      funds.settle(order, filled.fill());
      count(order.instrument().symbol(), filled.fill());
    }
  }

  private void count(Symbol symbol, VenueFill fill) {
    volume.add(symbol.quote(), fill.time(), fill.price().times(fill.quantity()));
  }

  private BigDecimal cashPerUnit(Price price, InstrumentRules rules) {
    BigDecimal slippage = configuration.fills().slippage().bps().movePointLeft(4);
    return withFee(price.value().multiply(BigDecimal.ONE.add(slippage)), rules);
  }

  private static BigDecimal withFee(BigDecimal price, InstrumentRules rules) {
    return price.multiply(BigDecimal.ONE.add(rules.takerFeeRate()));
  }

  private void put(PaperOrder order) {
    UUID id = order.order().clientOrderId();
    orders.put(id, order);
    touched.add(id);
    InstrumentId instrument = order.order().instrument();
    InstrumentRules rules = configuration.instruments().get(instrument);
    if (order.phase() == Phase.OPEN && rules != null) {
      PaperMatching matching = matching(order, rules);
      open.put(id, matching);
      openIn.computeIfAbsent(instrument, _ -> new LinkedHashMap<>()).put(id, matching);
    }
  }

  private PaperMatching matching(PaperOrder order, InstrumentRules rules) {
    FillSettings fills = configuration.fills();
    String quote = order.order().instrument().symbol().quote();
    return new PaperMatching(
        order,
        rules,
        fills,
        configuration.bars() != null,
        (liquidity, at) -> fills.fees().rate(liquidity, volume.before(quote, at), rules),
        (submit, price, at) ->
            funds.shortage(submit, withFee(price.value(), rules), at).isPresent());
  }

  private void put(PaperMatching matching) {
    UUID id = matching.order().order().clientOrderId();
    touched.add(id);
    if (matching.order().phase() != Phase.OPEN) {
      orders.put(id, matching.order().matched(null, null));
      open.remove(id);
      openIn.getOrDefault(matching.order().order().instrument(), new HashMap<>()).remove(id);
    }
  }

  private PaperOrder current(UUID clientOrderId) {
    PaperMatching matching = open.get(clientOrderId);
    PaperOrder stored = orders.get(clientOrderId);
    if (stored == null) {
      throw new IllegalStateException("no paper order " + clientOrderId);
    }
    return matching == null ? stored : matching.stored();
  }

  private MarketHistory history(InstrumentId instrument) {
    return markets.computeIfAbsent(instrument, id -> new MarketHistory(configuration.history()));
  }
}
