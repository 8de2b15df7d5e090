package io.tidemark.exchange.kraken;

import io.tidemark.exchange.ExchangeGateway;
import io.tidemark.exchange.ExchangeGatewayContract;
import io.tidemark.exchange.ExchangeGateways;
import io.tidemark.exchange.GatewayContext;
import io.tidemark.model.InstrumentId;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;

/** Kraken's gateway keeps the promises of every gateway. */
class KrakenGatewayAgainstSimulatorIT extends ExchangeGatewayContract {

  private static final SimulatedVenue VENUE = new SimulatedVenue();
  private static final ExchangeGateway GATEWAY =
      ExchangeGateways.open(
          VENUE.settings(),
          new GatewayContext(InstantSource.system(), new Random(7), SimulatedVenue.LEASE_START));

  @AfterAll
  static void close() {
    GATEWAY.close();
    VENUE.close();
  }

  @Override
  protected ExchangeGateway gateway() {
    return GATEWAY;
  }

  @Override
  protected InstrumentId instrument() {
    return InstrumentId.of("kraken", "BTC/USD");
  }
}
