package io.tidemark.core.engine;

import static io.tidemark.core.engine.EngineFixture.BTC;
import static io.tidemark.core.engine.EngineFixture.at;
import static io.tidemark.core.engine.EngineFixture.book;
import static io.tidemark.core.engine.EngineFixture.limit;
import static io.tidemark.core.engine.EngineFixture.market;
import static io.tidemark.core.engine.EngineFixture.order;
import static io.tidemark.core.engine.EngineFixture.paper;
import static io.tidemark.core.engine.EngineFixture.trade;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.engine.ExecutionInput.QueryFound;
import io.tidemark.core.engine.ExecutionInput.QueryMissing;
import io.tidemark.core.engine.ExecutionInput.SubmitAccepted;
import io.tidemark.core.engine.ExecutionInput.SubmitRejected;
import io.tidemark.core.engine.ExecutionInput.VenueFilled;
import io.tidemark.core.engine.ExecutionInput.VenueReported;
import io.tidemark.core.engine.VenueCommand.CancelVenueOrder;
import io.tidemark.core.engine.VenueCommand.QueryOrder;
import io.tidemark.core.engine.VenueCommand.SubmitOrder;
import io.tidemark.core.engine.VenueOrderState.Phase;
import io.tidemark.model.Ids;
import io.tidemark.model.Liquidity;
import io.tidemark.model.Money;
import io.tidemark.model.OrderType;
import io.tidemark.model.Side;
import io.tidemark.model.TimeInForce;
import io.tidemark.model.event.MarketEvent;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.reason.OrderReason;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PaperVenueTest {

  private final PaperVenue venue = PaperVenue.start(paper("0", 1));

  @Test
  void fillsAMarketOrderFromItsDecisionTimePlusLatencyOn() {
    venue.onMarket(trade("100", "1", 0));
    List<ExecutionInput> answer = submit(market(Side.BUY, "1", 10));
    assertThat(answer).singleElement().isInstanceOf(SubmitAccepted.class);

    assertThat(venue.onMarket(trade("101", "1", 10.999))).isEmpty();
    List<VenueFill> fills = fills(venue.onMarket(trade("102", "5", 11)));

    assertThat(fills).singleElement().extracting(f -> f.price().toString()).isEqualTo("102");
    assertThat(fills.getFirst().fee()).isEqualTo(Money.of("0.2652", "USD"));
    assertThat(fills.getFirst().liquidity()).isEqualTo(Liquidity.TAKER);
  }

  @Test
  void givesALateOrderWhatAPromptOneWouldHaveGot() {
    PaperVenue late = PaperVenue.start(paper("0", 1));
    List<MarketEvent> market =
        List.of(
            trade("100", "1", 0),
            book("99", "101", "0.4", 5),
            trade("100", "0.1", 10),
            trade("101.5", "2", 12),
            book("99", "102", "9", 13),
            trade("103", "2", 14));
    SubmitOrder order = command(market(Side.BUY, "1", 10));
    List<ExecutionInput> prompt = new ArrayList<>();
    for (MarketEvent event : market) {
      if (event.eventTime().equals(at(12))) {
        prompt.addAll(venue.onCommand(order, at(11)));
      }
      prompt.addAll(venue.onMarket(event));
      late.onMarket(event);
    }

    assertThat(late.onCommand(order, at(14))).isEqualTo(prompt);
    assertThat(fills(prompt)).extracting(f -> f.price().toString()).containsExactly("101", "102");
    assertThat(late.balances()).isEqualTo(venue.balances());
  }

  @Test
  void worsensATakersPriceBySlippageButNeverBeyondItsLimit() {
    PaperVenue slipping = PaperVenue.start(paper("10", 0));
    slipping.onMarket(book("99", "100", "5", 0));
    assertThat(fills(slipping.onCommand(command(market(Side.BUY, "1", 1)), at(1)))).isEmpty();

    List<ExecutionInput> told = slipping.onTime(at(1));
    // 100 x 1.001 = 100.1, on the tick of 0.1
    assertThat(fills(told)).extracting(f -> f.price().toString()).containsExactly("100.1");

    slipping.onCommand(command(limit(Side.BUY, "1", "100", 2)), at(2));
    assertThat(fills(slipping.onTime(at(2))))
        .extracting(f -> f.price().toString())
        .containsExactly("100");
  }

  @Test
  void paysAMakersFeeAtTheLimit() {
    venue.onMarket(trade("100", "1", 0));
    submit(limit(Side.BUY, "1", "99", 1));

    VenueFill fill = fills(venue.onMarket(trade("98", "3", 3))).getFirst();

    assertThat(fill.price().toString()).isEqualTo("99");
    assertThat(fill.fee()).isEqualTo(Money.of("0.1584", "USD"));
  }

  @Test
  void keepsBalances() {
    venue.onMarket(trade("100", "1", 0));
    submit(market(Side.BUY, "2", 1));
    venue.onMarket(trade("100", "5", 3));

    assertThat(venue.balances())
        .containsEntry("USD", Money.of("9799.48", "USD"))
        .containsEntry("BTC", Money.of("7", "BTC"));
  }

  @Test
  void refusesWhatTheAccountCannotPay() {
    venue.onMarket(trade("100", "1", 0));
    assertRefused(market(Side.BUY, "100", 1), OrderReason.INSUFFICIENT_FUNDS);
    assertRefused(market(Side.SELL, "5.001", 1), OrderReason.INSUFFICIENT_FUNDS);

    submit(limit(Side.SELL, "4", "200", 1));
    assertRefused(market(Side.SELL, "1.001", 2), OrderReason.INSUFFICIENT_FUNDS);
  }

  @Test
  void refusesAnOrderWhoseMarketIsNotKnownOrForgotten() {
    assertRefused(market(Side.BUY, "1", 1), OrderReason.VENUE_UNAVAILABLE);
    for (int second = 0; second < 1000; second++) {
      venue.onMarket(trade("100", "0.001", second));
    }
    assertRefused(market(Side.BUY, "1", 1), OrderReason.VENUE_UNAVAILABLE);
    assertThat(Objects.requireNonNull(venue.state().markets().get(BTC)).moments())
        .hasSizeLessThan(700);
  }

  @Test
  void refusesAnOrderAfterItsDeadline() {
    venue.onMarket(trade("100", "1", 0));
    SubmitOrder order = command(market(Side.BUY, "1", 1));

    assertThat(venue.onCommand(order, at(62)))
        .singleElement()
        .isInstanceOfSatisfying(
            SubmitRejected.class,
            answer -> assertThat(answer.reason()).isEqualTo(OrderReason.DEADLINE_PASSED));
  }

  @Test
  void refusesAPostOnlyOrderThatWouldTake() {
    venue.onMarket(trade("100", "1", 0));
    venue.onMarket(book("99", "100", "5", 0.5));
    submit(order(Side.BUY, OrderType.LIMIT, "1", "100", true, TimeInForce.GTC, 1));

    assertThat(venue.onTime(at(3)))
        .singleElement()
        .isInstanceOfSatisfying(
            VenueReported.class,
            told -> {
              assertThat(told.state().phase()).isEqualTo(Phase.REJECTED);
              assertThat(told.state().reason()).isEqualTo(OrderReason.WOULD_TAKE);
            });
  }

  @Test
  void cancelsFromTheDecisionTimePlusLatencyOn() {
    venue.onMarket(trade("100", "1", 0));
    PlaceOrder order = limit(Side.BUY, "1", "99", 1);
    submit(order);
    venue.onCommand(new CancelVenueOrder(order.clientOrderId(), BTC, null, at(5)), at(5));

    assertThat(fills(venue.onMarket(trade("98", "0.4", 5.9)))).hasSize(1);
    List<ExecutionInput> told = venue.onMarket(trade("98", "5", 6));

    assertThat(told).singleElement().isInstanceOf(VenueReported.class);
    VenueOrderState state = ((VenueReported) told.getFirst()).state();
    assertThat(state.phase()).isEqualTo(Phase.CANCELLED);
    assertThat(state.filled().toString()).isEqualTo("0.4");
  }

  @Test
  void answersQueries() {
    venue.onMarket(trade("100", "1", 0));
    PlaceOrder order = market(Side.BUY, "1", 1);
    submit(order);
    venue.onMarket(trade("100", "5", 3));

    assertThat(venue.onCommand(new QueryOrder(order.clientOrderId(), BTC, null), at(4)))
        .singleElement()
        .isInstanceOfSatisfying(
            QueryFound.class,
            found -> {
              assertThat(found.state().phase()).isEqualTo(Phase.FILLED);
              assertThat(found.fills()).hasSize(1);
            });
    assertThat(venue.onCommand(new QueryOrder(Ids.of("order", 0), BTC, null), at(4)))
        .containsExactly(new QueryMissing(Ids.of("order", 0), at(4), true));
  }

  @Test
  void takesAnOrderOnce() {
    venue.onMarket(trade("100", "1", 0));
    SubmitOrder order = command(market(Side.BUY, "1", 1));
    venue.onCommand(order, at(1));
    venue.onMarket(trade("100", "5", 3));

    assertThat(venue.onCommand(order, at(4))).singleElement().isInstanceOf(SubmitAccepted.class);
    assertThat(fills(venue.onMarket(trade("100", "5", 5)))).isEmpty();
  }

  @Test
  void putsTradesAndBooksInTheOrderTheyHappenedWithinTheHoldback() {
    PaperVenueConfiguration holding =
        new PaperVenueConfiguration(
            "paper",
            paper("0", 0).instruments(),
            paper("0", 0).initialBalances(),
            BigDecimal.ZERO,
            Duration.ZERO,
            Duration.ofSeconds(2),
            Duration.ofMinutes(5));
    PaperVenue one = PaperVenue.start(holding);
    PaperVenue other = PaperVenue.start(holding);
    one.onMarket(book("99", "101", "9", 0));
    one.onMarket(trade("100", "1", 0.5));
    other.onMarket(trade("100", "1", 0.5));
    other.onMarket(book("99", "101", "9", 0));
    SubmitOrder order = command(market(Side.BUY, "1", 1));
    one.onCommand(order, at(1));
    other.onCommand(order, at(1));

    assertThat(fills(other.onTime(at(4)))).isEqualTo(fills(one.onTime(at(4)))).hasSize(1);
  }

  static LongStream seeds() {
    return LongStream.range(0, 20);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void goesOnIdenticallyAfterARestore(long seed) {
    Random random = new Random(seed);
    PaperVenueConfiguration configuration = paper("5", 0.5);
    PaperVenue through = PaperVenue.start(configuration);
    PaperVenue restored = PaperVenue.start(configuration);
    int price = 1000;
    for (int second = 0; second < 200; second++) {
      price += random.nextInt(11) - 5;
      MarketEvent event =
          random.nextInt(4) == 0
              ? book(tenth(price - 2), tenth(price + 2), "0.7", second)
              : trade(tenth(price), "0.3", second);
      restored = PaperVenue.restore(configuration, restored.state());
      assertThat(restored.onMarket(event)).isEqualTo(through.onMarket(event));
      if (random.nextInt(5) == 0) {
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        PlaceOrder place =
            random.nextBoolean()
                ? market(side, "0.5", second - random.nextInt(3))
                : limit(side, "0.5", tenth(price - 3), second - random.nextInt(3));
        restored = PaperVenue.restore(configuration, restored.state());
        assertThat(restored.onCommand(command(place), at(second)))
            .isEqualTo(through.onCommand(command(place), at(second)));
      }
    }
    assertThat(restored.state()).isEqualTo(through.state());
    assertThat(through.state().orders()).anyMatch(order -> order.phase() == Phase.FILLED);
  }

  private static String tenth(int price) {
    return BigDecimal.valueOf(price, 1).toPlainString();
  }

  private List<ExecutionInput> submit(PlaceOrder order) {
    return venue.onCommand(command(order), order.eventTime());
  }

  private static SubmitOrder command(PlaceOrder order) {
    return new SubmitOrder(
        order.clientOrderId(),
        order.instrument(),
        order.purpose(),
        order.side(),
        order.type(),
        order.quantity(),
        order.limitPrice(),
        order.stopPrice(),
        order.postOnly(),
        order.timeInForce(),
        order.expiresAt(),
        order.eventTime(),
        order.eventTime().plusSeconds(60));
  }

  private void assertRefused(PlaceOrder order, OrderReason reason) {
    assertThat(submit(order))
        .singleElement()
        .isInstanceOfSatisfying(
            SubmitRejected.class, answer -> assertThat(answer.reason()).isEqualTo(reason));
  }

  private static List<VenueFill> fills(List<ExecutionInput> inputs) {
    return inputs.stream()
        .filter(VenueFilled.class::isInstance)
        .map(VenueFilled.class::cast)
        .map(VenueFilled::fill)
        .toList();
  }
}
