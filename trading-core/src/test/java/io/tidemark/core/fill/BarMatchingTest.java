package io.tidemark.core.fill;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.fill.MatchEvent.Cancelled;
import io.tidemark.core.fill.MatchEvent.Filled;
import io.tidemark.core.fill.MatchEvent.Refused;
import io.tidemark.core.fill.MatchEvent.Triggered;
import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import io.tidemark.model.Liquidity;
import io.tidemark.model.OrderType;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.TimeInForce;
import io.tidemark.model.Timeframe;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BarMatchingTest {

  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  private int minute;

  @Test
  void takesTheNextOpenAtTheMarket() {
    BarMatching order = matching(market("2"), "1");

    assertThat(order.onBar(bar("100", "105", "95", "101", "9")))
        .containsExactly(filled("100", "2", "0", Liquidity.TAKER, 0, 1));
    assertThat(order.isWorking()).isFalse();
    assertThat(order.onBar(bar("100", "105", "95", "101", "9"))).isEmpty();
  }

  @Test
  void takesNoMoreThanItsPartOfABarsVolume() {
    BarMatching order = matching(market("2"), "0.1");

    assertThat(order.onBar(bar("100", "105", "95", "101", "9")))
        .containsExactly(filled("100", "0.9", "1.1", Liquidity.TAKER, 0, 1));
    assertThat(order.onBar(bar("101", "105", "95", "101", "0"))).isEmpty();
    assertThat(order.onBar(bar("102", "105", "95", "101", "20")))
        .containsExactly(filled("102", "1.1", "0", Liquidity.TAKER, 2, 2));
  }

  @Test
  void fillsALimitOnlyWhenItIsTradedThrough() {
    BarMatching order = matching(limit(Side.BUY, "95", false, TimeInForce.GTC), "1");

    assertThat(order.onBar(bar("100", "105", "95", "101", "9"))).isEmpty();
    assertThat(order.onBar(bar("100", "105", "94.9", "101", "9")))
        .containsExactly(filled("95", "2", "0", Liquidity.MAKER, 1, 1));
  }

  @Test
  void fillsALimitAtABetterOpen() {
    BarMatching sell = matching(limit(Side.SELL, "105", false, TimeInForce.GTC), "1");

    assertThat(sell.onBar(bar("106", "107", "101", "102", "9")))
        .containsExactly(filled("106", "2", "0", Liquidity.TAKER, 0, 1));
  }

  @Test
  void refusesAPostOnlyLimitThatTheFirstOpenWouldTake() {
    BarMatching order = matching(limit(Side.BUY, "101", true, TimeInForce.GTC), "1");

    assertThat(order.onBar(bar("100", "105", "95", "101", "9")))
        .singleElement()
        .isInstanceOf(Refused.class);
    assertThat(order.isWorking()).isFalse();
  }

  @Test
  void endsWhatAnImmediateOrderDoesNotGetAtOnce() {
    BarMatching order = matching(limit(Side.BUY, "95", false, TimeInForce.IOC), "1");

    assertThat(order.onBar(bar("100", "105", "94", "101", "9")))
        .singleElement()
        .isInstanceOfSatisfying(
            Cancelled.class,
            end -> assertThat(end.reason()).isEqualTo(CancelReason.UNFILLED_REMAINDER));
  }

  @Test
  void stopsAtItsPriceOrAtAGap() {
    BarMatching touched = matching(stop("95"), "1");
    List<MatchEvent> events = touched.onBar(bar("100", "105", "95", "101", "9"));
    assertThat(events.getFirst()).isInstanceOf(Triggered.class);
    assertThat(events.getLast()).isEqualTo(filled("95", "2", "0", Liquidity.TAKER, 0, 2));

    minute = 0;
    BarMatching gapped = matching(stop("95"), "1");
    assertThat(gapped.onBar(bar("90", "105", "89", "101", "9")).getLast())
        .isEqualTo(filled("90", "2", "0", Liquidity.TAKER, 0, 2));
  }

  @Test
  void goesOnAtTheOpensOnceItWasStopped() {
    BarMatching order = matching(stop("95"), "0.1");
    order.onBar(bar("100", "105", "95", "101", "10"));

    assertThat(order.onBar(bar("99", "105", "97", "101", "10")))
        .containsExactly(filled("99", "1", "0", Liquidity.TAKER, 1, 3));
  }

  @Test
  void endsWhenItIsCancelled() {
    BarMatching order = matching(limit(Side.BUY, "95", false, TimeInForce.GTC), "1");

    assertThat(order.cancel(START)).singleElement().isInstanceOf(Cancelled.class);
    assertThat(order.cancel(START)).isEmpty();
    assertThat(order.onBar(bar("90", "105", "89", "101", "9"))).isEmpty();
  }

  private static BarMatching matching(WorkingOrder order, String participation) {
    return new BarMatching(order, new BigDecimal(participation));
  }

  private static WorkingOrder market(String quantity) {
    return WorkingOrder.market("o", "a", Side.BUY, Quantity.of(quantity));
  }

  private static WorkingOrder limit(
      Side side, String price, boolean postOnly, TimeInForce timeInForce) {
    return new WorkingOrder(
        "o", "a", side, OrderType.LIMIT, timeInForce, Quantity.of("2"), Price.of(price), postOnly);
  }

  private static WorkingOrder stop(String price) {
    return new WorkingOrder(
        "o",
        "a",
        Side.SELL,
        OrderType.STOP_LOSS,
        TimeInForce.GTC,
        Quantity.of("2"),
        Price.of(price),
        false);
  }

  private static Filled filled(
      String price, String quantity, String remaining, Liquidity liquidity, int minute, long seq) {
    return new Filled(
        "o",
        Price.of(price),
        Quantity.of(quantity),
        Quantity.of(remaining),
        liquidity,
        START.plusSeconds(60L * minute),
        seq);
  }

  private Bar bar(String open, String high, String low, String close, String volume) {
    return new Bar(
        Timeframe.M1,
        START.plusSeconds(60L * minute++),
        Price.of(open),
        Price.of(high),
        Price.of(low),
        Price.of(close),
        Quantity.of(volume),
        null,
        null,
        null,
        null,
        null,
        Completeness.COMPLETE,
        BarSource.values()[0],
        0);
  }
}
