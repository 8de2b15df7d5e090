package io.tidemark.core.portfolio;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an account knows of the market of an instrument in which it has a live position.
 *
 * @param lastPrice the newest trade or own fill; open positions are valued at it
 * @param lastTime when that was
 * @param unchecked trades that no exit has been checked against yet, oldest first
 * @param bars what was told by bars, where the market is told by them alone; null for nothing
 */
public record InstrumentMarket(
    InstrumentId instrument,
    Price lastPrice,
    Instant lastTime,
    List<Tick> unchecked,
    @Nullable BarsTold bars) {

  public InstrumentMarket {
    unchecked = List.copyOf(unchecked);
  }

  /** A market that is told by trades. */
  public InstrumentMarket(
      InstrumentId instrument, Price lastPrice, Instant lastTime, List<Tick> unchecked) {
    this(instrument, lastPrice, lastTime, unchecked, null);
  }

  /** The price and time of a trade. */
  public record Tick(Price price, Instant time) {}
}
