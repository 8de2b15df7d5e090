package io.tidemark.scanner;

import io.tidemark.core.bar.BarBuilder;
import io.tidemark.model.Bar;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.testkit.CandleFixtures;
import io.tidemark.testkit.TradeRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Bars of one and five minutes, built of seeded trades as the ingestor builds them. */
final class RecordedBars {

  static final Instant START = Instant.parse("2013-11-25T00:00:00Z");

  private RecordedBars() {}

  static List<BarsClosed> of(InstrumentId instrument, long seed, int trades) {
    BarBuilder builder =
        new BarBuilder(
            instrument, List.of(Timeframe.M1, Timeframe.M5), Duration.ofSeconds(1), Duration.ZERO);
    builder.primeFrom(START);
    List<BarsClosed> bars = new ArrayList<>();
    int number = 0;
    for (TradeRow row : CandleFixtures.trades(seed, trades, START)) {
      bars.addAll(
          builder
              .onTrade(
                  new MarketTrade(
                      instrument,
                      Integer.toString(++number),
                      new Price(row.price()),
                      new Quantity(row.amount()),
                      row.buy() ? Side.BUY : Side.SELL,
                      row.time(),
                      row.time()))
              .messages());
    }
    return bars;
  }

  /** The same bars at twice the price, as a correction. */
  static BarsClosed corrected(BarsClosed bars) {
    return new BarsClosed(
        bars.instrument(),
        bars.closeTime(),
        bars.bars().stream().map(RecordedBars::doubled).toList(),
        true,
        bars.observedAt());
  }

  private static Bar doubled(Bar bar) {
    return new Bar(
        bar.timeframe(),
        bar.openTime(),
        doubled(bar.open()),
        doubled(bar.high()),
        doubled(bar.low()),
        doubled(bar.close()),
        bar.volume(),
        bar.vwap(),
        bar.trades(),
        bar.buyVolume(),
        bar.imbalance(),
        bar.spread(),
        bar.completeness(),
        bar.source(),
        bar.revision() + 1);
  }

  private static Price doubled(Price price) {
    return new Price(price.value().add(price.value()));
  }
}
