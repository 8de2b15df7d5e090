package io.tidemark.core.bar;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.event.MarketTrade;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes trades of one instrument, numbered as they are made. */
final class Trades {
  static final InstrumentId BTC = InstrumentId.of("kraken", "BTC/USD");

  private int count;

  MarketTrade at(String time, String price, String quantity, @Nullable Side taker) {
    return withId("t" + ++count, time, price, quantity, taker);
  }

  MarketTrade at(String time, String price, String quantity) {
    return at(time, price, quantity, Side.BUY);
  }

  MarketTrade withId(String id, String time, String price, String quantity, @Nullable Side taker) {
    Instant at = Instant.parse(time);
    return new MarketTrade(
        BTC, id, Price.of(price), Quantity.of(quantity), taker, at, at.plusMillis(40));
  }
}
