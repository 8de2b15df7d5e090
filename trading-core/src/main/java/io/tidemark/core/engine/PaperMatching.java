package io.tidemark.core.engine;

import io.tidemark.core.engine.ExecutionInput.VenueFilled;
import io.tidemark.core.engine.ExecutionInput.VenueReported;
import io.tidemark.core.engine.PaperMarket.Moment;
import io.tidemark.core.engine.VenueCommand.SubmitOrder;
import io.tidemark.core.engine.VenueOrderState.Phase;
import io.tidemark.core.fill.DepthLevel;
import io.tidemark.core.fill.MatchEvent;
import io.tidemark.core.fill.MatchingEngine;
import io.tidemark.core.fill.WorkingOrder;
import io.tidemark.model.BookLevel;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentRules;
import io.tidemark.model.Liquidity;
import io.tidemark.model.Money;
import io.tidemark.model.Price;
import io.tidemark.model.Side;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.MarketEvent;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.OrderBook;
import io.tidemark.model.event.Ticker;
import io.tidemark.model.reason.OrderReason;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One open order in its own market: a matching engine that sees what the market did from the moment
 * the order acts. Orders do not see each other, so what one gets does not depend on when another
 * arrived.
 */
final class PaperMatching {

  private static final BigDecimal BPS = new BigDecimal("0.0001");

  private final InstrumentRules rules;
  private final BigDecimal slippageBps;
  private PaperOrder order;
  private @Nullable MatchingEngine engine;
  private @Nullable Moment seen;
  private Instant time;
  private final List<ExecutionInput> out = new ArrayList<>();

  PaperMatching(PaperOrder order, InstrumentRules rules, BigDecimal slippageBps) {
    this.order = order;
    this.rules = rules;
    this.slippageBps = slippageBps;
    this.engine = order.matching() == null ? null : MatchingEngine.restore(order.matching());
    this.seen = order.seen();
    Moment last = order.seen();
    this.time =
        last == null || last.time().isBefore(order.actsFrom()) ? order.actsFrom() : last.time();
  }

  /** The order as it stands, without its place in the market. */
  PaperOrder order() {
    return order;
  }

  /** The order as it is to be stored. */
  PaperOrder stored() {
    return order.matched(engine == null ? null : engine.snapshot(), seen);
  }

  void cancelFrom(Instant at) {
    order = order.cancelledFrom(at);
  }

  /** Matches the order against the market up to and including {@code upTo}. */
  List<ExecutionInput> advance(MarketHistory history, Instant upTo) {
    if (order.phase() == Phase.OPEN && !upTo.isBefore(order.actsFrom())) {
      MatchingEngine matching = engine == null ? enter(history) : engine;
      for (Moment moment : history.after(seen)) {
        if (order.phase() != Phase.OPEN || moment.time().isAfter(upTo)) {
          break;
        }
        cancelBefore(matching, moment.time());
        if (order.phase() == Phase.OPEN) {
          take(feed(matching, moment.event()));
          seen = moment;
          time = moment.time();
        }
      }
      cancelBefore(matching, upTo);
    }
    List<ExecutionInput> told = List.copyOf(out);
    out.clear();
    return told;
  }

  private MatchingEngine enter(MarketHistory history) {
    MatchingEngine matching = new MatchingEngine();
    engine = matching;
    for (Moment moment : history.leadingTo(order.actsFrom())) {
      take(feed(matching, moment.event()));
      seen = moment;
    }
    take(matching.submit(working(order.order()), order.actsFrom()));
    return matching;
  }

  private void cancelBefore(MatchingEngine matching, Instant now) {
    Instant from = order.cancelFrom();
    if (from != null && order.phase() == Phase.OPEN && !from.isAfter(now)) {
      take(matching.cancel(order.venueOrderId(), from.isBefore(time) ? time : from));
    }
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

  private static List<MatchEvent> feed(MatchingEngine matching, MarketEvent event) {
    return switch (event) {
      case MarketTrade trade ->
          matching.onTrade(trade.price(), trade.quantity(), trade.taker(), trade.eventTime());
      case OrderBook book ->
          matching.onDepth(levels(book.bids()), levels(book.asks()), book.eventTime());
      case BarsClosed _, Ticker _ -> List.of();
    };
  }

  private static List<DepthLevel> levels(List<BookLevel> side) {
    return side.stream()
        .filter(level -> level.quantity().isPositive())
        .map(level -> new DepthLevel(level.price(), level.quantity()))
        .toList();
  }

  private void take(List<MatchEvent> events) {
    for (MatchEvent event : events) {
      switch (event) {
        case MatchEvent.Filled filled -> fill(filled);
        case MatchEvent.Cancelled cancelled -> cancelled(cancelled);
        case MatchEvent.Refused refused ->
            end(Phase.REJECTED, OrderReason.WOULD_TAKE, refused.time());
        case MatchEvent.Accepted _, MatchEvent.Triggered _, MatchEvent.Amended _ -> {}
      }
    }
  }

  private void fill(MatchEvent.Filled filled) {
    Price price = filled.liquidity() == Liquidity.TAKER ? slipped(filled.price()) : filled.price();
    BigDecimal rate =
        filled.liquidity() == Liquidity.TAKER ? rules.takerFeeRate() : rules.makerFeeRate();
    BigDecimal fee = price.times(filled.quantity()).multiply(rate);
    int number = order.fills().size() + 1;
    VenueFill fill =
        new VenueFill(
            "PT-" + Ids.of("paper-trade", order.venueOrderId(), number),
            price,
            filled.quantity(),
            new Money(fee, order.order().instrument().symbol().quote()),
            filled.liquidity(),
            filled.time());
    List<VenueFill> fills = new ArrayList<>(order.fills());
    fills.add(fill);
    order = order.with(fills);
    out.add(new VenueFilled(order.order().clientOrderId(), fill));
    if (filled.remaining().isZero()) {
      end(Phase.FILLED, null, filled.time());
    }
  }

  /** A taker's price, worse by the slippage and on the tick, but never beyond the order's limit. */
  private Price slipped(Price price) {
    if (slippageBps.signum() == 0) {
      return price;
    }
    boolean buys = order.order().side() == Side.BUY;
    BigDecimal share = slippageBps.multiply(BPS);
    BigDecimal factor = buys ? BigDecimal.ONE.add(share) : BigDecimal.ONE.subtract(share);
    BigDecimal worse = price.value().multiply(factor).max(rules.tickSize());
    Price slipped =
        new Price(worse)
            .roundedTo(rules.tickSize(), buys ? RoundingMode.CEILING : RoundingMode.FLOOR);
    Price limit = order.order().limitPrice();
    if (limit == null) {
      return slipped;
    }
    return (buys ? slipped.isAbove(limit) : slipped.isBelow(limit)) ? limit : slipped;
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
