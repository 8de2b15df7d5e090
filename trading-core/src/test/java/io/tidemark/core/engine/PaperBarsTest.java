package io.tidemark.core.engine;

import static io.tidemark.core.engine.BarVenueFixture.bar;
import static io.tidemark.core.engine.BarVenueFixture.configuration;
import static io.tidemark.core.engine.BarVenueFixture.fills;
import static io.tidemark.core.engine.BarVenueFixture.onlyFill;
import static io.tidemark.core.engine.BarVenueFixture.reported;
import static io.tidemark.core.engine.BarVenueFixture.submit;
import static io.tidemark.core.engine.BarVenueFixture.venue;
import static io.tidemark.core.engine.EngineFixture.BTC;
import static io.tidemark.core.engine.EngineFixture.at;
import static io.tidemark.core.engine.EngineFixture.expiring;
import static io.tidemark.core.engine.EngineFixture.limit;
import static io.tidemark.core.engine.EngineFixture.market;
import static io.tidemark.core.engine.EngineFixture.order;
import static io.tidemark.core.engine.EngineFixture.trade;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.engine.ExecutionInput.SubmitAccepted;
import io.tidemark.core.engine.ExecutionInput.SubmitRejected;
import io.tidemark.core.engine.VenueCommand.CancelVenueOrder;
import io.tidemark.core.engine.VenueOrderState.Phase;
import io.tidemark.model.Bar;
import io.tidemark.model.Money;
import io.tidemark.model.OrderType;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.TimeInForce;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.reason.OrderReason;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A paper venue that is told nothing finer than bars of a minute. Bar 0 opens at second 0 and
 * closes at second 60; what is decided at its close acts from bar 1 on.
 */
class PaperBarsTest {

  private static final String QUIET = "100 101 99 100";

  @Test
  void fillsAMarketOrderAtTheNextOpenWorseBySlippage() {
    PaperVenue venue = venue("10", null);
    venue.onMarket(bar(0, QUIET));

    assertThat(submit(venue, market(Side.BUY, "2", 60)))
        .singleElement()
        .isInstanceOf(SubmitAccepted.class);
    VenueFill bought = onlyFill(venue.onMarket(bar(1, "102 104 98 99")));

    // 102 x 1.001 = 102.102, up to the tick of 0.1; the fee is 204.4 x 0.0026.
    assertThat(bought.price()).isEqualTo(Price.of("102.2"));
    assertThat(bought.fee()).isEqualTo(Money.of("0.53144", "USD"));
    assertThat(bought.time()).isEqualTo(at(60));
    submit(venue, market(Side.SELL, "2", 120));
    // 99 x 0.999 = 98.901, down to the tick.
    assertThat(onlyFill(venue.onMarket(bar(2, "99 104 98 99"))).price())
        .isEqualTo(Price.of("98.9"));
    // 10000 - 204.4 - 0.53144 + 197.8 - 0.51428
    assertThat(venue.balances()).containsEntry("USD", Money.of("9992.35428", "USD"));
  }

  @Test
  void givesNothingOfTheBarThatWasDecidedOn() {
    PaperVenue venue = venue("0", null);
    venue.onMarket(bar(0, QUIET));

    List<ExecutionInput> told = submit(venue, market(Side.BUY, "1", 60));

    assertThat(fills(told)).isEmpty();
    assertThat(fills(venue.onMarket(bar(0, QUIET)))).isEmpty();
  }

  @Test
  void closesWithinTheBarThatAnExitWasDecidedIn() {
    PaperVenue gapped = venue("10", null);
    gapped.onMarket(bar(0, QUIET));
    gapped.onMarket(bar(1, "95 97 94 96"));
    // 95 x 0.999 = 94.905, down to the tick: the open, not the stop.
    assertThat(onlyFill(submit(gapped, stop("98", 60))).price()).isEqualTo(Price.of("94.9"));

    PaperVenue touched = venue("10", null);
    touched.onMarket(bar(0, QUIET));
    touched.onMarket(bar(1, "99 100 98 99"));
    // 98 x 0.999 = 97.902
    assertThat(onlyFill(submit(touched, stop("98", 60))).price()).isEqualTo(Price.of("97.9"));

    PaperVenue missed = venue("10", null);
    missed.onMarket(bar(0, QUIET));
    missed.onMarket(bar(1, "99 100 98.1 99"));
    assertThat(fills(submit(missed, stop("98", 60)))).isEmpty();
  }

  @Test
  void takesATargetAtItsPriceWithoutSlippage() {
    PaperVenue touched = venue("10", null);
    touched.onMarket(bar(0, QUIET));
    touched.onMarket(bar(1, "103 104 102 103"));
    assertThat(onlyFill(submit(touched, target("104", 60))).price()).isEqualTo(Price.of("104"));

    PaperVenue better = venue("10", null);
    better.onMarket(bar(0, QUIET));
    better.onMarket(bar(1, "106 107 105 106"));
    assertThat(onlyFill(submit(better, target("104", 60))).price()).isEqualTo(Price.of("106"));
  }

  @Test
  void fillsALimitOnlyWhenItIsTradedThrough() {
    PaperVenue venue = venue("10", null);
    venue.onMarket(bar(0, QUIET));
    submit(venue, limit(Side.BUY, "1", "98", 60));

    assertThat(fills(venue.onMarket(bar(1, "100 101 98 99")))).isEmpty();
    VenueFill made = onlyFill(venue.onMarket(bar(2, "100 101 97.9 99")));
    assertThat(made.price()).isEqualTo(Price.of("98"));
    // The maker's rate: 98 x 0.0016.
    assertThat(made.fee()).isEqualTo(Money.of("0.1568", "USD"));
    assertThat(made.time()).isEqualTo(at(120));
  }

  @Test
  void fillsALimitAtABetterOpen() {
    PaperVenue venue = venue("0", null);
    venue.onMarket(bar(0, QUIET));
    submit(venue, limit(Side.BUY, "1", "98", 60));

    VenueFill taken = onlyFill(venue.onMarket(bar(1, "97 99 96 98")));

    assertThat(taken.price()).isEqualTo(Price.of("97"));
    // What the first open gives is taken: 97 x 0.0026.
    assertThat(taken.fee()).isEqualTo(Money.of("0.2522", "USD"));
  }

  @Test
  void endsALimitWhoseTimeIsOver() {
    PaperVenue venue = venue("0", null);
    venue.onMarket(bar(0, QUIET));
    // Of the bars 1 and 2, and of no other.
    submit(venue, expiring("1", "98", 180, 60));
    assertThat(fills(venue.onMarket(bar(1, QUIET)))).isEmpty();

    List<ExecutionInput> told = new ArrayList<>(venue.onMarket(bar(2, QUIET)));
    told.addAll(venue.onMarket(bar(3, "97 98 90 91")));

    assertThat(fills(told)).isEmpty();
    assertThat(reported(told).getLast().phase()).isEqualTo(Phase.CANCELLED);
  }

  @Test
  void fillsALimitInTheLastBarOfItsTime() {
    PaperVenue venue = venue("0", null);
    venue.onMarket(bar(0, QUIET));
    submit(venue, expiring("1", "98", 180, 60));
    venue.onMarket(bar(1, QUIET));

    assertThat(onlyFill(venue.onMarket(bar(2, "99 100 97 98"))).price()).isEqualTo(Price.of("98"));
  }

  @Test
  void takesBackWhatIsCancelledFromTheNextOpenOn() {
    PaperVenue venue = venue("0", null);
    venue.onMarket(bar(0, QUIET));
    PlaceOrder order = limit(Side.BUY, "1", "98", 60);
    submit(venue, order);
    venue.onMarket(bar(1, QUIET));

    List<ExecutionInput> told =
        venue.onCommand(new CancelVenueOrder(order.clientOrderId(), BTC, null, at(120)), at(120));

    assertThat(reported(told).getLast().phase()).isEqualTo(Phase.CANCELLED);
    assertThat(fills(venue.onMarket(bar(2, "97 98 90 91")))).isEmpty();
  }

  @Test
  void takesItsPartOfABarAndGoesOnWithTheNext() {
    PaperVenue venue = venue("0", "0.1");
    venue.onMarket(bar(0, QUIET));
    submit(venue, market(Side.BUY, "2", 60));

    // Of a volume of 9 a tenth; of one of 0 nothing; of 20 no more than is wanted.
    assertThat(onlyFill(venue.onMarket(bar(1, "100 101 99 100", "9"))).quantity())
        .isEqualTo(Quantity.of("0.9"));
    assertThat(fills(venue.onMarket(bar(2, "101 101 99 100", "0")))).isEmpty();
    VenueFill rest = onlyFill(venue.onMarket(bar(3, "101.5 102 99 100", "20")));
    assertThat(rest.quantity()).isEqualTo(Quantity.of("1.1"));
    assertThat(rest.price()).isEqualTo(Price.of("101.5"));
    assertThat(rest.time()).isEqualTo(at(180));
  }

  @Test
  void goesOnAtTheOpensWithWhatItsBarLeftOfAStop() {
    PaperVenue venue = venue("0", "0.1");
    venue.onMarket(bar(0, QUIET));
    venue.onMarket(bar(1, "99 100 97 99", "5"));

    VenueFill first = onlyFill(submit(venue, stop("98", 60)));
    VenueFill rest = onlyFill(venue.onMarket(bar(2, "103 104 102 103", "50")));

    assertThat(first.price()).isEqualTo(Price.of("98"));
    assertThat(first.quantity()).isEqualTo(Quantity.of("0.5"));
    assertThat(rest.price()).isEqualTo(Price.of("103"));
    assertThat(rest.quantity()).isEqualTo(Quantity.of("0.5"));
  }

  @Test
  void refusesAMarketOrderWhoseOpenCannotBePaid() {
    PaperVenue venue = venue("0", null);
    venue.onMarket(bar(0, QUIET));
    // 99.7 x 100 x 1.0026 = 9995.922 of 10000 are there, but 99.7 x 100.1 x 1.0026 = 10005.92.
    assertThat(submit(venue, market(Side.BUY, "99.7", 60)))
        .singleElement()
        .isInstanceOf(SubmitAccepted.class);

    List<ExecutionInput> told = venue.onMarket(bar(1, "100.1 101 99 100"));

    assertThat(fills(told)).isEmpty();
    VenueOrderState state = reported(told).getFirst();
    assertThat(state.phase()).isEqualTo(Phase.REJECTED);
    assertThat(state.reason()).isEqualTo(OrderReason.INSUFFICIENT_FUNDS);
    assertThat(venue.balances()).containsEntry("USD", Money.of("10000", "USD"));
    assertThat(fills(venue.onMarket(bar(2, "90 91 89 90")))).isEmpty();
  }

  @Test
  void fillsAMarketOrderWhoseOpenCanJustBePaid() {
    PaperVenue venue = venue("0", null);
    venue.onMarket(bar(0, QUIET));
    submit(venue, market(Side.BUY, "99.6", 60));

    // 99.6 x 100.1 x 1.0026 = 9995.88...
    assertThat(onlyFill(venue.onMarket(bar(1, "100.1 101 99 100"))).quantity())
        .isEqualTo(Quantity.of("99.6"));
  }

  @Test
  void sellsWhatItDoesNotHoldOnlyWhereShortsAreAllowed() {
    PaperVenue without = venue("0", null);
    without.onMarket(bar(0, QUIET));
    // 5 are held.
    assertThat(submit(without, market(Side.SELL, "5.001", 60)))
        .singleElement()
        .isInstanceOfSatisfying(
            SubmitRejected.class,
            refused -> assertThat(refused.reason()).isEqualTo(OrderReason.INSUFFICIENT_FUNDS));

    PaperVenue with = PaperVenue.start(configuration("0", null, true));
    with.onMarket(bar(0, QUIET));
    submit(with, market(Side.SELL, "6", 60));
    assertThat(onlyFill(with.onMarket(bar(1, "99 101 98 100"))).quantity())
        .isEqualTo(Quantity.of("6"));
    assertThat(with.balances()).containsEntry("BTC", Money.of("-1", "BTC"));
    submit(with, market(Side.BUY, "1", 120));
    assertThat(onlyFill(with.onMarket(bar(2, "120 121 119 120"))).price())
        .isEqualTo(Price.of("120"));
  }

  @Test
  void listensToNothingButNewBarsOfItsTimeframe() {
    PaperVenue venue = venue("0", null);
    venue.onMarket(bar(4, QUIET));
    submit(venue, market(Side.BUY, "1", 300));
    PaperVenueState before = venue.state();

    Bar five = bar(Timeframe.M5, 5, "90 91 89 90", "9");
    Bar minute = bar(Timeframe.M1, 9, "91 92 90 91", "9");
    List<ExecutionInput> told = new ArrayList<>();
    told.addAll(venue.onMarket(new BarsClosed(BTC, at(600), List.of(five), false, at(600))));
    told.addAll(venue.onMarket(new BarsClosed(BTC, at(600), List.of(minute), true, at(600))));
    told.addAll(venue.onMarket(trade("90", "9", 301)));
    told.addAll(venue.onMarket(EngineFixture.book("89", "90", "9", 302)));
    assertThat(told).isEmpty();
    assertThat(venue.state()).isEqualTo(before);

    // Of several that close at once, its own counts.
    assertThat(
            onlyFill(
                    venue.onMarket(
                        new BarsClosed(BTC, at(600), List.of(minute, five), false, at(600))))
                .price())
        .isEqualTo(Price.of("91"));
  }

  private static PlaceOrder stop(String price, double seconds) {
    return order(Side.SELL, OrderType.STOP_LOSS, "1", price, false, TimeInForce.GTC, seconds);
  }

  private static PlaceOrder target(String price, double seconds) {
    return order(Side.SELL, OrderType.TAKE_PROFIT, "1", price, false, TimeInForce.GTC, seconds);
  }
}
