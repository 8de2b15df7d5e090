package io.tidemark.simulator.venue;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.model.Liquidity;
import io.tidemark.model.Side;
import io.tidemark.simulator.TestVenues;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What must hold of the books whatever customers do; each seed is 400 random steps of two. */
class VenueProperties {

  private static final int STEPS = 400;
  private static final List<String> ACCOUNTS = List.of("alice", "bob");

  @Property(tries = 12, seed = "1")
  void nothingIsCreatedOrLostAndNoBalanceIsNegative(@ForAll long seed) {
    Venue venue = TestVenues.open();
    RandomTrading trading = new RandomTrading(seed, venue);
    for (int i = 0; i < STEPS; i++) {
      trading.step();
      assertThat(venue.bookTotals().values()).allMatch(total -> total.signum() == 0);
      for (String account : ACCOUNTS) {
        assertThat(venue.balances(account).values()).allMatch(amount -> amount.signum() >= 0);
      }
    }
    assertThat(venue.fills("alice")).isNotEmpty();
    assertThat(trading.refused()).isPositive();
  }

  @Property(tries = 8, seed = "2")
  void whatIsReservedIsWhatOpenOrdersNeedAndIsThere(@ForAll long seed) {
    Venue venue = TestVenues.open();
    RandomTrading trading = new RandomTrading(seed, venue);
    for (int i = 0; i < STEPS; i++) {
      trading.step();
      for (String account : ACCOUNTS) {
        Map<String, BigDecimal> reserved = venue.reserved(account);
        Map<String, BigDecimal> balances = venue.balances(account);
        reserved.forEach(
            (asset, amount) -> assertThat(amount).isLessThanOrEqualTo(balances.get(asset)));
        BigDecimal selling =
            venue.openOrders(account).stream()
                .filter(order -> order.request().side() == Side.SELL)
                .map(order -> order.remaining().value())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(reserved.getOrDefault("XXBT", BigDecimal.ZERO)).isEqualByComparingTo(selling);
      }
    }
  }

  @Property(tries = 8, seed = "3")
  void balancesFollowFromTheFillsThatAreReported(@ForAll long seed) {
    Venue venue = TestVenues.open();
    RandomTrading trading = new RandomTrading(seed, venue);
    for (int i = 0; i < STEPS; i++) {
      trading.step();
    }
    for (String account : ACCOUNTS) {
      BigDecimal usd = new BigDecimal("10000");
      BigDecimal btc = new BigDecimal("5");
      for (VenueFill fill : venue.fills(account)) {
        BigDecimal rate = new BigDecimal(fill.liquidity() == Liquidity.MAKER ? "0.0016" : "0.0026");
        assertThat(fill.fee())
            .isEqualByComparingTo(fill.cost().multiply(rate).setScale(8, RoundingMode.HALF_UP));
        boolean bought = fill.order().request().side() == Side.BUY;
        usd = bought ? usd.subtract(fill.cost()) : usd.add(fill.cost());
        usd = usd.subtract(fill.fee());
        btc = bought ? btc.add(fill.quantity().value()) : btc.subtract(fill.quantity().value());
      }
      assertThat(venue.balances(account).get("ZUSD")).isEqualByComparingTo(usd);
      assertThat(venue.balances(account).get("XXBT")).isEqualByComparingTo(btc);
    }
  }

  @Property(tries = 4, seed = "4")
  void theSameRequestsGiveTheSameOrdersAndFills(@ForAll long seed) {
    assertThat(history(seed)).isEqualTo(history(seed));
  }

  private static List<String> history(long seed) {
    Venue venue = TestVenues.open();
    RandomTrading trading = new RandomTrading(seed, venue);
    for (int i = 0; i < STEPS; i++) {
      trading.step();
    }
    return Histories.of(venue);
  }

  /** Everything that customers can tell two venues apart by. */
  static final class Histories {
    private Histories() {}

    static List<String> of(Venue venue) {
      return ACCOUNTS.stream()
          .flatMap(
              account ->
                  Stream.concat(
                      Stream.of(venue.balances(account) + " " + venue.reserved(account)),
                      venue.orders(account).stream().map(Histories::order)))
          .toList();
    }

    private static String order(VenueOrder order) {
      return "%s %s %s %s %s"
          .formatted(
              order.id(),
              order.request(),
              order.status(),
              order.reason(),
              order.fills().stream()
                  .map(
                      fill ->
                          "%s %s@%s %s %s %d"
                              .formatted(
                                  fill.id(),
                                  fill.quantity(),
                                  fill.price(),
                                  fill.fee(),
                                  fill.liquidity(),
                                  fill.timeMicros()))
                  .toList());
    }
  }
}
