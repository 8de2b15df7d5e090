package io.tidemark.core.portfolio;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import java.time.Instant;
import java.util.List;

/**
 * What an account knows of the market of an instrument in which it has a live position.
 *
 * @param lastPrice the newest trade or own fill; open positions are valued at it
 * @param lastTime when that was
 * @param unchecked trades that no exit has been checked against yet, oldest first
 */
public record InstrumentMarket(
    InstrumentId instrument, Price lastPrice, Instant lastTime, List<Tick> unchecked) {

  public InstrumentMarket {
    unchecked = List.copyOf(unchecked);
  }

  /** The price and time of a trade. */
  public record Tick(Price price, Instant time) {}
}
