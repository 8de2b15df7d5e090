package io.tidemark.exchange.xchange;

import io.tidemark.exchange.Balance;
import io.tidemark.exchange.CancelOutcome;
import io.tidemark.exchange.OrderLookup;
import io.tidemark.exchange.SubmitOutcome;
import io.tidemark.exchange.VenueFill;
import io.tidemark.exchange.VenueOrder;
import io.tidemark.exchange.VenueOrderState;
import io.tidemark.exchange.VenueReadException;
import io.tidemark.exchange.resilience.VenueFailure;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Money;
import io.tidemark.model.OrderStatus;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.TimeInForce;
import io.tidemark.model.reason.OrderReason;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One account at a venue by REST. Thread-safe. */
final class XChangeAccount {

  private static final Logger LOG = LoggerFactory.getLogger(XChangeAccount.class);

  private final VenueProfile profile;
  private final VenueSession session;
  private final XChangeMarketData market;
  private final SentOrders sent = new SentOrders();

  XChangeAccount(VenueProfile profile, VenueSession session, XChangeMarketData market) {
    this.profile = profile;
    this.session = session;
    this.market = market;
  }

  private OrderDesk desk() {
    return profile
        .orders()
        .orElseThrow(
            () -> new IllegalStateException(profile.name() + " takes no orders: " + refusal()));
  }

  private String refusal() {
    return profile.limits().stream()
        .filter(limit -> limit.startsWith("No orders: "))
        .map(limit -> limit.substring("No orders: ".length()))
        .findFirst()
        .orElse("use it for market data and paper trading");
  }

  List<Balance> balances() {
    Map<String, Balance> balances = new TreeMap<>();
    session
        .readPrivate("reading balances", exchange -> exchange.getAccountService().getAccountInfo())
        .getWallets()
        .values()
        .forEach(wallet -> wallet.getBalances().values().forEach(held -> add(balances, held)));
    return List.copyOf(balances.values());
  }

  private void add(Map<String, Balance> balances, org.knowm.xchange.dto.account.Balance held) {
    BigDecimal total = held.getTotal();
    if (total == null || total.signum() == 0) {
      return;
    }
    BigDecimal free = held.getAvailable() == null ? total : held.getAvailable();
    String code = profile.commonCode(held.getCurrency().getCurrencyCode());
    try {
      Balance balance = new Balance(new Money(total, code), new Money(free, code));
      balances.merge(
          code, balance, (a, b) -> new Balance(a.total().plus(b.total()), a.free().plus(b.free())));
    } catch (IllegalArgumentException e) {
      LOG.warn("balance_skipped exchange={} cause=\"{}\"", profile.name(), e.getMessage());
    }
  }

  SubmitOutcome submit(VenueOrder order) {
    Optional<OrderDesk> desk = profile.orders();
    if (desk.isEmpty()) {
      return new SubmitOutcome.NotSent(OrderReason.REFUSED, refusal());
    }
    Listing listing;
    try {
      listing = market.require(order.instrument());
    } catch (IllegalArgumentException e) {
      return new SubmitOutcome.NotSent(OrderReason.INVALID_ORDER, String.valueOf(e.getMessage()));
    } catch (VenueReadException e) {
      return new SubmitOutcome.NotSent(e.reason(), String.valueOf(e.getMessage()));
    }
    String unsupported = unsupported(desk.get(), order);
    if (unsupported != null) {
      return new SubmitOutcome.NotSent(OrderReason.INVALID_ORDER, unsupported);
    }
    return send(desk.get(), listing, order);
  }

  private @Nullable String unsupported(OrderDesk desk, VenueOrder order) {
    if (!desk.types().contains(order.type())) {
      return "%s's module takes orders of the types %s, was %s"
          .formatted(profile.name(), desk.types(), order.type());
    }
    if (order.timeInForce() == TimeInForce.IOC
        && order.limitPrice() != null
        && !desk.immediateOrCancel()) {
      return profile.name() + "'s module has no immediate-or-cancel";
    }
    return session.now().isAfter(order.deadline())
        ? "the deadline %s has passed, and the venue keeps none".formatted(order.deadline())
        : null;
  }

  private SubmitOutcome send(OrderDesk desk, Listing listing, VenueOrder order) {
    sent.remember(order.clientOrderId(), listing, order.quantity());
    try {
      String id = session.sendOnce(exchange -> desk.place(exchange, listing, order));
      if (id == null || id.isBlank()) {
        return new SubmitOutcome.Ambiguous("accepted, but the answer names no order id");
      }
      sent.learn(order.clientOrderId(), id);
      return new SubmitOutcome.Accepted(id);
    } catch (VenueFailure e) {
      return switch (e.effect()) {
        case NEVER_LEFT -> new SubmitOutcome.NotSent(e.reason(), e.detail());
        case REFUSED -> new SubmitOutcome.Rejected(e.reason(), e.detail());
        case UNCERTAIN -> new SubmitOutcome.Ambiguous(e.detail());
      };
    }
  }

  CancelOutcome cancel(UUID clientOrderId, @Nullable String venueOrderId) {
    Optional<OrderDesk> desk = profile.orders();
    if (desk.isEmpty()) {
      return new CancelOutcome.NotSent(OrderReason.REFUSED, refusal());
    }
    Optional<Listing> listing;
    try {
      listing = listingOf(clientOrderId);
    } catch (VenueReadException e) {
      return new CancelOutcome.NotSent(e.reason(), String.valueOf(e.getMessage()));
    }
    if (listing.isEmpty()) {
      return new CancelOutcome.NotOpen("no working order has this id");
    }
    String known = venueOrderId != null ? venueOrderId : sent.venueOrderId(clientOrderId);
    try {
      session.sendOnce(
          exchange -> {
            desk.get().cancel(exchange, listing.get(), clientOrderId, known);
            return true;
          });
      sent.cancelled(clientOrderId);
      return new CancelOutcome.Accepted();
    } catch (VenueFailure e) {
      return switch (e.effect()) {
        case NEVER_LEFT -> new CancelOutcome.NotSent(e.reason(), e.detail());
        case REFUSED ->
            desk.get().isUnknownOrder(e.detail())
                ? new CancelOutcome.NotOpen(e.detail())
                : new CancelOutcome.Rejected(e.reason(), e.detail());
        case UNCERTAIN -> new CancelOutcome.Ambiguous(e.detail());
      };
    }
  }

  /** What an order of ours is for: as it was sent, or else as it works. */
  private Optional<Listing> listingOf(UUID clientOrderId) {
    Optional<Listing> known = sent.listing(clientOrderId);
    if (known.isPresent()) {
      return known;
    }
    openOrders();
    return sent.listing(clientOrderId);
  }

  /** The venues here have no deadline: absence cannot be proven, whatever time it is. */
  OrderLookup orderByClientId(UUID clientOrderId) {
    OrderDesk desk = desk();
    try {
      Optional<Listing> listing = listingOf(clientOrderId);
      if (listing.isEmpty()) {
        return new OrderLookup.NotProven(
            "not among the working orders, and what it was for is not known since the restart");
      }
      return session
          .readPrivate(
              "searching an order",
              exchange ->
                  desk.find(
                      exchange, listing.get(), clientOrderId, sent.venueOrderId(clientOrderId)))
          .flatMap(this::state)
          .<OrderLookup>map(OrderLookup.Found::new)
          .orElseGet(() -> new OrderLookup.NotProven("the venue tells no such order now"));
    } catch (VenueReadException e) {
      return new OrderLookup.NotProven(String.valueOf(e.getMessage()));
    }
  }

  List<VenueOrderState> openOrders() {
    OrderDesk desk = desk();
    List<VenueOrderState> states = new ArrayList<>();
    session
        .readPrivate("reading open orders", desk::open)
        .forEach(order -> state(order).ifPresent(states::add));
    return states;
  }

  private Optional<VenueOrderState> state(OrderDesk.Placed order) {
    Optional<InstrumentId> instrument = session.catalogue().find(order.instrument());
    Optional<Listing> listing = instrument.flatMap(session.catalogue()::find);
    if (instrument.isEmpty() || listing.isEmpty()) {
      LOG.warn(
          "order_skipped exchange={} venueOrderId={} instrument={} cause=not_listed",
          profile.name(),
          order.venueOrderId(),
          order.instrument());
      return Optional.empty();
    }
    Quantity told = new Quantity(order.quantity());
    Quantity quantity = told;
    if (order.clientOrderId() != null) {
      quantity = sent.quantity(order.clientOrderId()).orElse(told);
      sent.remember(order.clientOrderId(), listing.get(), quantity);
      sent.learn(order.clientOrderId(), order.venueOrderId());
    }
    Quantity filled = new Quantity(order.filled());
    boolean cut = order.status() == OrderStatus.FILLED && filled.compareTo(quantity) < 0;
    OrderStatus status = cut ? OrderStatus.CANCELLED : order.status();
    return Optional.of(
        new VenueOrderState(
            order.clientOrderId(),
            order.venueOrderId(),
            instrument.get(),
            order.side(),
            order.type(),
            status,
            quantity,
            filled,
            price(order.averagePrice()),
            price(order.limitPrice()),
            reason(status, sent.wasCancelled(order.clientOrderId())),
            null,
            order.eventTime()));
  }

  private static @Nullable Price price(@Nullable BigDecimal value) {
    return XChangeMarketData.price(value);
  }

  /** The modules do not tell why an order ended. */
  private static @Nullable OrderReason reason(OrderStatus status, boolean asked) {
    return switch (status) {
      case CANCELLED, EXPIRED -> asked ? OrderReason.REQUESTED : OrderReason.ENDED_BY_VENUE;
      case REJECTED -> OrderReason.REFUSED;
      case INTENDED,
          DENIED,
          SUBMITTING,
          UNKNOWN,
          ACCEPTED,
          PARTIALLY_FILLED,
          FILLED,
          CANCEL_PENDING ->
          null;
    };
  }

  List<VenueFill> fills(Instant since) {
    OrderDesk desk = desk();
    List<OrderDesk.Filled> fills = new ArrayList<>();
    if (desk.fillsByInstrument()) {
      openOrders();
      Set<Listing> traded = new LinkedHashSet<>(sent.listings());
      for (Listing listing : traded) {
        fills.addAll(
            session.readPrivate(
                "reading fills of " + listing.venueName(),
                exchange -> desk.fills(exchange, listing, since)));
      }
    } else {
      fills.addAll(
          session.readPrivate("reading fills", exchange -> desk.fills(exchange, null, since)));
    }
    return fills.stream()
        .flatMap(fill -> fill(fill).stream())
        .filter(fill -> !fill.eventTime().isBefore(since))
        .sorted(Comparator.comparing(VenueFill::eventTime).thenComparing(VenueFill::venueTradeId))
        .toList();
  }

  private Optional<VenueFill> fill(OrderDesk.Filled fill) {
    UUID owner =
        fill.clientOrderId() != null
            ? fill.clientOrderId()
            : sent.clientOrderId(fill.venueOrderId());
    return session
        .catalogue()
        .find(fill.instrument())
        .map(
            instrument ->
                new VenueFill(
                    fill.venueTradeId(),
                    fill.venueOrderId(),
                    owner,
                    instrument,
                    fill.side(),
                    new Price(fill.price()),
                    new Quantity(fill.quantity()),
                    new Money(fill.fee(), profile.commonCode(fill.feeCurrency())),
                    fill.liquidity(),
                    fill.eventTime()));
  }
}
