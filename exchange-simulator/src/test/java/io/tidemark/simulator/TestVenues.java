package io.tidemark.simulator;

import io.tidemark.model.OrderType;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.TimeInForce;
import io.tidemark.simulator.market.Market;
import io.tidemark.simulator.rest.ApiKey;
import io.tidemark.simulator.tape.Recording;
import io.tidemark.simulator.tape.TapeReader;
import io.tidemark.simulator.venue.OrderRequest;
import io.tidemark.simulator.venue.Venue;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Venues on the bundled market, for tests. */
public final class TestVenues {

  public static final ApiKey ALICE = new ApiKey("alice", "YWxpY2U=");
  public static final ApiKey BOB = new ApiKey("bob", "Ym9i");

  private static final Recording BUNDLED = TapeReader.readBundled();

  private TestVenues() {}

  public static SimulatorSettings settings() {
    return SimulatorSettings.defaults()
        .withPort(0)
        .withKeys(List.of(ALICE, BOB))
        .withOpeningBalances(Map.of("USD", new BigDecimal("10000"), "BTC", new BigDecimal("5")));
  }

  /** Opens a venue at the first trade. */
  public static Venue open() {
    return open(settings());
  }

  public static Venue open(Path stateDirectory) {
    return open(settings().withStateDirectory(stateDirectory));
  }

  public static Venue open(SimulatorSettings settings) {
    return VenueFactory.open(settings, List.of(MarketRecording.of(BUNDLED)));
  }

  /** Plays a number of trades and leases no more time than that. */
  public static void play(Venue venue, int trades) {
    Market market = venue.markets().getFirst();
    int last = Math.min(market.played() + trades, market.tape().size()) - 1;
    long time = market.tape().timeMicros(last);
    venue.lease(time);
    venue.advance(time, Integer.MAX_VALUE);
  }

  public static OrderRequest market(Side side, String volume) {
    return new OrderRequest(
        "XXBTZUSD",
        side,
        OrderType.MARKET,
        Quantity.of(volume),
        null,
        TimeInForce.GTC,
        false,
        null,
        null);
  }

  public static OrderRequest limit(Side side, String volume, String price) {
    return limit(side, volume, price, null);
  }

  public static OrderRequest limit(
      Side side, String volume, String price, @Nullable String clOrdId) {
    return new OrderRequest(
        "XXBTZUSD",
        side,
        OrderType.LIMIT,
        Quantity.of(volume),
        Price.of(price),
        TimeInForce.GTC,
        false,
        null,
        clOrdId);
  }
}
