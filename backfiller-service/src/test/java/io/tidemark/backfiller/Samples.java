package io.tidemark.backfiller;

import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.MarketTrade;
import java.time.Instant;

/** Bars and trades of a market whose price does not move. */
public final class Samples {

  private static final Price PRICE = Price.of("100");

  private Samples() {}

  /** A whole bar built from trades. */
  public static Bar whole(Timeframe timeframe, Instant open, String volume) {
    return bar(timeframe, open, volume, Completeness.COMPLETE, BarSource.TRADES);
  }

  /** A bar with a hole. */
  public static Bar holed(Timeframe timeframe, Instant open, String volume) {
    return bar(timeframe, open, volume, Completeness.PARTIAL, BarSource.TRADES);
  }

  /** A venue's own candle. */
  public static Bar candle(Timeframe timeframe, Instant open, String volume) {
    return bar(timeframe, open, volume, Completeness.COMPLETE, BarSource.VENUE_CANDLE);
  }

  private static Bar bar(
      Timeframe timeframe,
      Instant open,
      String volume,
      Completeness completeness,
      BarSource source) {
    boolean traded = source == BarSource.TRADES;
    return new Bar(
        timeframe,
        open,
        PRICE,
        PRICE,
        PRICE,
        PRICE,
        Quantity.of(volume),
        traded ? PRICE : null,
        traded ? Long.valueOf(1) : null,
        null,
        null,
        null,
        completeness,
        source,
        0);
  }

  /** A trade. */
  public static MarketTrade trade(InstrumentId instrument, Instant time, String quantity) {
    return new MarketTrade(
        instrument, instrument + "@" + time, PRICE, Quantity.of(quantity), Side.BUY, time, time);
  }
}
