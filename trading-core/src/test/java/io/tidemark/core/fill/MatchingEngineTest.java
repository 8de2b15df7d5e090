package io.tidemark.core.fill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.fill.MatchEvent.Accepted;
import io.tidemark.core.fill.MatchEvent.Cancelled;
import io.tidemark.core.fill.MatchEvent.Filled;
import io.tidemark.core.fill.MatchEvent.Refused;
import io.tidemark.core.fill.MatchEvent.Triggered;
import io.tidemark.model.Liquidity;
import io.tidemark.model.OrderType;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.TimeInForce;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MatchingEngineTest {

  private static final Instant NOW = Instant.parse("2013-11-25T00:00:00Z");

  private final MatchingEngine engine = new MatchingEngine();

  @Test
  void aMarketOrderWalksTheDisplayedDepthFromTheBest() {
    depth(List.of(), List.of(level("101", "2"), level("102", "5")));

    List<Filled> fills = fills(submit(market("a", Side.BUY, "3")));

    assertThat(fills)
        .extracting(f -> f.quantity() + "@" + f.price() + " " + f.liquidity())
        .containsExactly("2@101 TAKER", "1@102 TAKER");
  }

  @Test
  void twoMarketOrdersDoNotTakeTheSameLiquidity() {
    depth(List.of(), List.of(level("101", "2"), level("102", "5")));
    submit(market("a", Side.BUY, "2"));

    assertThat(fills(submit(market("b", Side.BUY, "1"))).getFirst().price())
        .isEqualTo(Price.of("102"));
  }

  @Test
  void theRestOfAMarketOrderWorksOnWithTheNextDepth() {
    depth(List.of(), List.of(level("101", "2")));
    submit(market("a", Side.BUY, "3"));

    List<Filled> fills = fills(depth(List.of(), List.of(level("105", "4"))));

    assertThat(fills).singleElement().isEqualTo(filled("a", "105", "1", "0", Liquidity.TAKER, 3));
    assertThat(engine.openOrders()).isEmpty();
  }

  @Test
  void withoutDepthAMarketOrderTakesFromTheTradesThatFollow() {
    assertThat(fills(submit(market("a", Side.BUY, "3")))).isEmpty();

    assertThat(fills(trade("100", "2", Side.SELL)).getFirst().quantity())
        .isEqualTo(Quantity.of("2"));
    assertThat(fills(trade("103", "2", Side.SELL)).getFirst().price()).isEqualTo(Price.of("103"));
  }

  @Test
  void aMarketOrderWithAWorstPriceWaitsRatherThanTradeBeyondIt() {
    depth(List.of(), List.of(level("101", "2"), level("110", "5")));

    List<MatchEvent> events =
        submit(
            new WorkingOrder(
                "a",
                "alice",
                Side.BUY,
                OrderType.MARKET,
                TimeInForce.GTC,
                Quantity.of("3"),
                null,
                false,
                Price.of("105")));

    assertThat(fills(events)).containsExactly(filled("a", "101", "2", "1", Liquidity.TAKER, 2));
    assertThat(fills(depth(List.of(), List.of(level("105", "5"))))).hasSize(1);
  }

  @Test
  void anImmediateOrderDropsWhatDoesNotFillAtOnce() {
    depth(List.of(), List.of(level("101", "2"), level("103", "2")));

    List<MatchEvent> events =
        submit(order("a", Side.BUY, OrderType.LIMIT, TimeInForce.IOC, "3", "102", false));

    assertThat(events.getLast())
        .isEqualTo(new Cancelled("a", Quantity.of("1"), CancelReason.UNFILLED_REMAINDER, NOW, 3));
  }

  @Test
  void aLimitOrderTakesWhatReachesItAndRestsWithTheRest() {
    depth(List.of(), List.of(level("101", "2"), level("103", "2")));

    assertThat(fills(submit(limit("a", Side.BUY, "3", "102")))).hasSize(1);
    assertThat(engine.openOrders().getFirst().filled()).isEqualTo(Quantity.of("2"));
  }

  @Test
  void aPostOnlyOrderThatWouldTakeIsRefused() {
    depth(List.of(), List.of(level("101", "2")));

    List<MatchEvent> events =
        submit(order("a", Side.BUY, OrderType.LIMIT, TimeInForce.GTC, "1", "101", true));

    assertThat(events).containsExactly(new Refused("a", RefusalReason.WOULD_TAKE, NOW, 1));
    assertThat(engine.openOrders()).isEmpty();
  }

  @Test
  void aTradeThroughTheLimitFillsItAtItsLimit() {
    submit(limit("a", Side.BUY, "3", "100"));

    assertThat(fills(trade("99", "2", Side.BUY)))
        .containsExactly(filled("a", "100", "2", "1", Liquidity.MAKER, 2));
  }

  @Test
  void aTradeAtTheLimitFillsOnlyWhatPassesTheQueueAhead() {
    depth(List.of(level("100", "5")), List.of());
    submit(limit("a", Side.BUY, "3", "100"));

    assertThat(fills(trade("100", "4", Side.SELL))).isEmpty();
    assertThat(fills(trade("100", "2", Side.SELL)))
        .containsExactly(filled("a", "100", "1", "2", Liquidity.MAKER, 2));
    assertThat(fills(trade("100", "2", Side.SELL)).getFirst().quantity())
        .isEqualTo(Quantity.of("2"));
  }

  @Test
  void aTradeAtTheLimitByATakerOfTheSameSideDoesNotFillIt() {
    submit(limit("a", Side.BUY, "3", "100"));

    assertThat(fills(trade("100", "4", Side.BUY))).isEmpty();
  }

  @Test
  void ordersBehindEachOtherShareATradeAfterTheirOwnQueues() {
    depth(List.of(level("100", "1")), List.of());
    submit(limit("first", Side.BUY, "2", "100"));
    depth(List.of(level("100", "3")), List.of());
    submit(limit("second", Side.BUY, "2", "100"));

    assertThat(fills(trade("100", "6", Side.SELL)))
        .containsExactly(
            filled("first", "100", "2", "0", Liquidity.MAKER, 3),
            filled("second", "100", "1", "1", Liquidity.MAKER, 4));
  }

  @Test
  void aBetterPriceFillsBeforeAnOlderOrder() {
    submit(limit("older", Side.BUY, "1", "100"));
    submit(limit("better", Side.BUY, "1", "101"));

    assertThat(fills(trade("99", "1", Side.SELL)).getFirst().orderId()).isEqualTo("better");
  }

  @Test
  void ordersOfTwoAccountsTradeWithEachOtherAtTheRestingPrice() {
    submit(limit("maker", Side.SELL, "1", "100"));

    List<Filled> fills =
        fills(
            engine.submit(
                WorkingOrder.limit("taker", "bob", Side.BUY, Quantity.of("2"), Price.of("105")),
                NOW));

    assertThat(fills)
        .containsExactly(
            filled("maker", "100", "1", "0", Liquidity.MAKER, 3),
            filled("taker", "100", "1", "1", Liquidity.TAKER, 4));
  }

  @Test
  void anOrderThatWouldTradeWithItsOwnAccountIsCancelled() {
    submit(limit("resting", Side.SELL, "1", "100"));

    assertThat(submit(limit("crossing", Side.BUY, "1", "100")).getLast())
        .isEqualTo(new Cancelled("crossing", Quantity.of("1"), CancelReason.SELF_TRADE, NOW, 3));
  }

  @Test
  void aStopLossTriggersOnTheLastTradeAndTakesBelowIt() {
    depth(List.of(level("100", "5"), level("94", "5")), List.of());
    submit(order("s", Side.SELL, OrderType.STOP_LOSS, TimeInForce.GTC, "1", "95", false));
    assertThat(trade("95.5", "1", Side.SELL)).isEmpty();

    assertThat(trade("94.5", "1", Side.SELL))
        .containsExactly(
            new Triggered("s", Price.of("94.5"), NOW, 2),
            filled("s", "94", "1", "0", Liquidity.TAKER, 3));
  }

  @Test
  void aTakeProfitTriggersTheOtherWay() {
    depth(List.of(level("100", "5")), List.of());
    submit(order("t", Side.SELL, OrderType.TAKE_PROFIT, TimeInForce.GTC, "1", "105", false));
    assertThat(trade("104", "1", Side.BUY)).isEmpty();

    assertThat(trade("105", "1", Side.BUY).getFirst()).isInstanceOf(Triggered.class);
  }

  @Test
  void aStopThatIsReachedAlreadyTriggersAtOnce() {
    trade("90", "1", Side.SELL);
    depth(List.of(level("89", "5")), List.of());

    List<MatchEvent> events =
        submit(order("s", Side.SELL, OrderType.STOP_LOSS, TimeInForce.GTC, "1", "95", false));

    assertThat(events)
        .extracting(MatchEvent::getClass)
        .isEqualTo(List.of(Accepted.class, Triggered.class, Filled.class));
  }

  @Test
  void aBookThatComesToARestingOrderFillsItAsTheMaker() {
    submit(limit("a", Side.BUY, "3", "100"));

    assertThat(fills(depth(List.of(), List.of(level("99", "2"), level("101", "2")))))
        .containsExactly(filled("a", "100", "2", "1", Liquidity.MAKER, 2));
  }

  @Test
  void aWaitingMarketOrderTakesANewRestingOrder() {
    depth(List.of(), List.of());
    submit(market("m", Side.BUY, "1"));

    List<MatchEvent> events =
        engine.submit(
            WorkingOrder.limit("l", "bob", Side.SELL, Quantity.of("2"), Price.of("100")), NOW);

    assertThat(fills(events)).extracting(Filled::orderId).containsExactly("l", "m");
  }

  @Test
  void lessQuantityKeepsThePlaceAndAnotherPriceLosesIt() {
    submit(limit("first", Side.BUY, "2", "100"));
    submit(limit("second", Side.BUY, "2", "100"));
    engine.amend("first", Quantity.of("1"), null, NOW);
    assertThat(fills(trade("100", "0.5", Side.SELL)).getFirst().orderId()).isEqualTo("first");

    engine.amend("first", Quantity.of("1"), Price.of("99"), NOW);
    engine.amend("first", Quantity.of("1"), Price.of("100"), NOW);

    assertThat(fills(trade("100", "0.5", Side.SELL)).getFirst().orderId()).isEqualTo("second");
  }

  @Test
  void anAmendmentBelowWhatIsFilledIsRefused() {
    submit(limit("a", Side.BUY, "2", "100"));
    trade("99", "1", Side.SELL);

    assertThat(engine.amend("a", Quantity.of("1"), null, NOW))
        .containsExactly(new Refused("a", RefusalReason.QUANTITY_NOT_ABOVE_FILLED, NOW, 3));
  }

  @Test
  void aCancelledOrderFillsNoMore() {
    submit(limit("a", Side.BUY, "2", "100"));
    assertThat(engine.cancel("a", NOW))
        .containsExactly(new Cancelled("a", Quantity.of("2"), CancelReason.REQUESTED, NOW, 2));

    assertThat(trade("99", "5", Side.SELL)).isEmpty();
    assertThat(engine.cancel("a", NOW).getFirst())
        .isEqualTo(new Refused("a", RefusalReason.UNKNOWN_ORDER, NOW, 3));
  }

  @Test
  void anIdThatIsOpenIsRefused() {
    submit(limit("a", Side.BUY, "2", "100"));

    assertThat(submit(limit("a", Side.BUY, "2", "100")))
        .containsExactly(new Refused("a", RefusalReason.DUPLICATE_ORDER, NOW, 2));
  }

  @Test
  void depthOutOfOrderIsABrokenInput() {
    assertThatThrownBy(() -> depth(List.of(level("99", "1"), level("100", "1")), List.of()))
        .hasMessageContaining("were 99 then 100");
  }

  private List<MatchEvent> submit(WorkingOrder order) {
    return engine.submit(order, NOW);
  }

  private List<MatchEvent> trade(String price, String quantity, Side taker) {
    return engine.onTrade(Price.of(price), Quantity.of(quantity), taker, NOW);
  }

  private List<MatchEvent> depth(List<DepthLevel> bids, List<DepthLevel> asks) {
    return engine.onDepth(bids, asks, NOW);
  }

  private static List<Filled> fills(List<MatchEvent> events) {
    return events.stream().filter(Filled.class::isInstance).map(Filled.class::cast).toList();
  }

  private static Filled filled(
      String id, String price, String quantity, String remaining, Liquidity liquidity, long seq) {
    return new Filled(
        id, Price.of(price), Quantity.of(quantity), Quantity.of(remaining), liquidity, NOW, seq);
  }

  private static DepthLevel level(String price, String quantity) {
    return new DepthLevel(Price.of(price), Quantity.of(quantity));
  }

  private static WorkingOrder market(String id, Side side, String quantity) {
    return WorkingOrder.market(id, "alice", side, Quantity.of(quantity));
  }

  private static WorkingOrder limit(String id, Side side, String quantity, String price) {
    return WorkingOrder.limit(id, "alice", side, Quantity.of(quantity), Price.of(price));
  }

  private static WorkingOrder order(
      String id,
      Side side,
      OrderType type,
      TimeInForce timeInForce,
      String quantity,
      String price,
      boolean postOnly) {
    return new WorkingOrder(
        id, "alice", side, type, timeInForce, Quantity.of(quantity), Price.of(price), postOnly);
  }
}
