package io.tidemark.core.engine;

import io.tidemark.core.engine.ExecutionInput.VenueFilled;
import io.tidemark.core.engine.ExecutionInput.VenueReported;
import io.tidemark.core.engine.PaperMarket.Moment;
import io.tidemark.core.engine.VenueCommand.SubmitOrder;
import io.tidemark.core.engine.VenueOrderState.Phase;
import io.tidemark.core.fill.EngineSnapshot;
import io.tidemark.core.fill.FillSettings;
import io.tidemark.core.fill.MarketActivity;
import io.tidemark.core.fill.MatchEvent;
import io.tidemark.core.fill.SlippageModel;
import io.tidemark.core.fill.WorkingOrder;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentRules;
import io.tidemark.model.Liquidity;
import io.tidemark.model.Money;
import io.tidemark.model.OrderType;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.reason.OrderReason;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One open order in its own market, which sees what the market did from the moment the order acts.
 * Orders do not see each other, so what one gets does not depend on when another arrived.
 */
final class PaperMatching {

  private final InstrumentRules rules;
  private final FillSettings settings;
  private final FeeRates fees;
  private final Funds funds;
  private PaperOrder order;
  private final boolean onBars;
  private @Nullable OrderMatching matching;
  private @Nullable Moment seen;
  private final List<ExecutionInput> out = new ArrayList<>();

  /**
   * @param onBars whether the market is told by bars alone
   */
  PaperMatching(
      PaperOrder order,
      InstrumentRules rules,
      FillSettings settings,
      boolean onBars,
      FeeRates fees,
      Funds funds) {
    this.order = order;
    this.rules = rules;
    this.settings = settings;
    this.onBars = onBars;
    this.fees = fees;
    this.funds = funds;
    this.matching = order.matching() == null ? null : matching(order.matching());
    this.seen = order.seen();
  }

  private OrderMatching matching(@Nullable EngineSnapshot snapshot) {
    return onBars
        ? new MatchingOnBars(snapshot, settings, order.actsFrom())
        : new MatchingOnTrades(snapshot, settings);
  }

  /** What an account pays for a fill. */
  @FunctionalInterface
  interface FeeRates {

    /** The fraction of notional. */
    BigDecimal of(Liquidity liquidity, Instant at);
  }

  /** What an account can pay with. */
  @FunctionalInterface
  interface Funds {

    /** Whether too little is free for all of an order to trade at a price. */
    boolean lack(SubmitOrder order, Price price, Instant at);
  }

  /** The order as it stands, without its place in the market. */
  PaperOrder order() {
    return order;
  }

  /** The order as it is to be stored. */
  PaperOrder stored() {
    return order.matched(matching == null ? null : matching.snapshot(), seen);
  }

  void cancelFrom(Instant at) {
    order = order.cancelledFrom(at);
  }

  /** Matches the order against the market up to and including {@code upTo}. */
  List<ExecutionInput> advance(MarketHistory history, Instant upTo) {
    if (order.phase() == Phase.OPEN && !upTo.isBefore(order.actsFrom())) {
      OrderMatching working = matching == null ? enter(history) : matching;
      for (Moment moment : history.after(seen)) {
        if (order.phase() != Phase.OPEN || moment.time().isAfter(upTo)) {
          break;
        }
        cancelBefore(working, working.begins(moment.event()), history);
        if (order.phase() == Phase.OPEN) {
          take(working.take(moment.event()), history);
          seen = moment;
        }
      }
      cancelBefore(working, upTo, history);
    }
    List<ExecutionInput> told = List.copyOf(out);
    out.clear();
    return told;
  }

  private OrderMatching enter(MarketHistory history) {
    OrderMatching entering = matching(null);
    matching = entering;
    for (Moment moment : entering.leadingTo(order.actsFrom(), history)) {
      take(entering.take(moment.event()), history);
      seen = moment;
    }
    take(entering.enter(working(order.order()), order.actsFrom()), history);
    return entering;
  }

  private void cancelBefore(OrderMatching working, Instant now, MarketHistory history) {
    Instant from = order.cancelFrom();
    if (from != null && order.phase() == Phase.OPEN && !from.isAfter(now)) {
      take(
          working.cancel(order.venueOrderId(), from.isBefore(worked()) ? worked() : from), history);
    }
  }

  /** When the order last did something. */
  private Instant worked() {
    return order.fills().isEmpty() ? order.actsFrom() : order.fills().getLast().time();
  }

  private WorkingOrder working(SubmitOrder submit) {
    Price price = submit.limitPrice() == null ? submit.stopPrice() : submit.limitPrice();
    return new WorkingOrder(
        order.venueOrderId(),
        order.venueOrderId(),
        submit.side(),
        submit.type(),
        submit.timeInForce(),
        submit.quantity(),
        price,
        submit.postOnly());
  }

  /**
   * The market as the order sees it: its part of what trades and of what is displayed, of what
   * queues before it too. So the queue takes as long as it does, and what comes after it is shared.
   */
  private void take(List<MatchEvent> events, MarketHistory history) {
    Price best = null;
    for (MatchEvent event : events) {
      switch (event) {
        case MatchEvent.Filled filled -> {
          best = best == null ? filled.price() : best;
          fill(filled, best, history);
        }
        case MatchEvent.Cancelled cancelled -> cancelled(cancelled);
        case MatchEvent.Refused refused ->
            end(Phase.REJECTED, OrderReason.WOULD_TAKE, refused.time());
        case MatchEvent.Accepted _, MatchEvent.Triggered _, MatchEvent.Amended _ -> {}
      }
    }
  }

  private void fill(MatchEvent.Filled filled, Price best, MarketHistory history) {
    Quantity quantity = toTell(filled);
    if (quantity.isPositive()) {
      Price price = price(filled, best, history);
      if (isBeyondFunds(price, filled.time())) {
        end(Phase.REJECTED, OrderReason.INSUFFICIENT_FUNDS, filled.time());
        return;
      }
      tell(filled, quantity, price);
    }
    if (filled.remaining().isZero()) {
      end(Phase.FILLED, null, filled.time());
    }
  }

  /** Of what it has got, whole steps are told; a part of one is told with what completes it. */
  private Quantity toTell(MatchEvent.Filled filled) {
    Quantity got = order.order().quantity().minus(filled.remaining());
    Quantity whole = filled.remaining().isZero() ? got : got.flooredTo(rules.quantityStep());
    Quantity told = order.filled();
    return whole.compareTo(told) > 0 ? whole.minus(told) : Quantity.ZERO;
  }

  /** Whether it opens at a price that the account cannot pay; a next open may be anywhere. */
  private boolean isBeyondFunds(Price price, Instant at) {
    return onBars
        && order.fills().isEmpty()
        && order.order().type() == OrderType.MARKET
        && funds.lack(order.order(), price, at);
  }

  private Price price(MatchEvent.Filled filled, Price best, MarketHistory history) {
    boolean isTarget = onBars && order.order().type() == OrderType.TAKE_PROFIT;
    if (isTarget || filled.liquidity() == Liquidity.MAKER) {
      return filled.price();
    }
    SubmitOrder submit = order.order();
    SlippageModel slippage = settings.slippage();
    MarketActivity activity =
        slippage.kind() == SlippageModel.Kind.SQUARE_ROOT
            ? history.activityBefore(filled.time())
            : MarketActivity.NONE;
    return slippage.price(
        new SlippageModel.Offer(submit.side(), submit.quantity(), best, filled.price()),
        activity,
        submit.limitPrice(),
        rules.tickSize());
  }

  private void tell(MatchEvent.Filled filled, Quantity quantity, Price price) {
    BigDecimal fee = price.times(quantity).multiply(fees.of(filled.liquidity(), filled.time()));
    int number = order.fills().size() + 1;
    VenueFill fill =
        new VenueFill(
            "PT-" + Ids.of("paper-trade", order.venueOrderId(), number),
            price,
            quantity,
            new Money(fee, order.order().instrument().symbol().quote()),
            filled.liquidity(),
            filled.time());
    List<VenueFill> fills = new ArrayList<>(order.fills());
    fills.add(fill);
    order = order.with(fills);
    out.add(new VenueFilled(order.order().clientOrderId(), fill));
  }

  private void cancelled(MatchEvent.Cancelled cancelled) {
    OrderReason reason =
        switch (cancelled.reason()) {
          case REQUESTED -> OrderReason.REQUESTED;
          case UNFILLED_REMAINDER -> OrderReason.UNFILLED_REMAINDER;
          case SELF_TRADE -> OrderReason.ENDED_BY_VENUE;
        };
    end(Phase.CANCELLED, reason, cancelled.time());
  }

  private void end(Phase phase, @Nullable OrderReason reason, Instant at) {
    order = order.ended(phase, reason, at);
    out.add(new VenueReported(order.order().clientOrderId(), order.state()));
  }
}
