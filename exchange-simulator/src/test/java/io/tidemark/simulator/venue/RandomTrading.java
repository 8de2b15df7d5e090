package io.tidemark.simulator.venue;

import io.tidemark.model.OrderType;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.TimeInForce;
import io.tidemark.simulator.TestVenues;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.SplittableRandom;

/** Two customers who do all kinds of things, the same for the same seed. */
final class RandomTrading {

  private final SplittableRandom random;
  private final Venue venue;
  private int refused;

  RandomTrading(long seed, Venue venue) {
    this.random = new SplittableRandom(seed);
    this.venue = venue;
  }

  int refused() {
    return refused;
  }

  void step() {
    TestVenues.play(venue, random.nextInt(1, 12));
    String account = random.nextBoolean() ? "alice" : "bob";
    List<VenueOrder> open = venue.openOrders(account);
    try {
      switch (random.nextInt(8)) {
        case 0 -> {
          if (!open.isEmpty()) {
            venue.cancel(open.get(random.nextInt(open.size())), "User requested");
          }
        }
        case 1 -> {
          if (!open.isEmpty()) {
            VenueOrder old = open.get(random.nextInt(open.size()));
            if (old.request().price() != null) {
              venue.replace(
                  old, old.request().with(volume(), price(), old.request().postOnly()), false);
            }
          }
        }
        default -> venue.place(account, request(), random.nextInt(20) == 0);
      }
    } catch (KrakenException e) {
      refused++;
    }
  }

  private OrderRequest request() {
    OrderType type = OrderType.values()[random.nextInt(4)];
    boolean immediate = random.nextInt(5) == 0;
    return new OrderRequest(
        "XXBTZUSD",
        random.nextBoolean() ? Side.BUY : Side.SELL,
        type,
        volume(),
        type == OrderType.MARKET ? null : price(),
        immediate ? TimeInForce.IOC : TimeInForce.GTC,
        type == OrderType.LIMIT && !immediate && random.nextInt(5) == 0,
        random.nextInt(3) == 0 ? (Integer) random.nextInt() : null,
        null);
  }

  private Quantity volume() {
    long units = 10_000L + random.nextLong(random.nextInt(10) == 0 ? 1_000_000_000L : 60_000_000L);
    return new Quantity(BigDecimal.valueOf(units, 8));
  }

  private Price price() {
    BigDecimal factor = BigDecimal.valueOf(random.nextInt(985, 1016), 3);
    return new Price(
        venue
            .markets()
            .getFirst()
            .lastPrice()
            .value()
            .multiply(factor)
            .setScale(2, RoundingMode.HALF_UP));
  }
}
