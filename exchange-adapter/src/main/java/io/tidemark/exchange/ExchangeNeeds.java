package io.tidemark.exchange;

import io.tidemark.model.Timeframe;
import java.util.Set;

/**
 * What a service is going to ask of a venue, told when it starts.
 *
 * @param orders whether orders are sent to it
 * @param channels that are subscribed to
 * @param candles timeframes whose candles are asked for
 */
public record ExchangeNeeds(boolean orders, Set<MarketChannel> channels, Set<Timeframe> candles) {

  public ExchangeNeeds {
    channels = Set.copyOf(channels);
    candles = Set.copyOf(candles);
  }

  /** Market data of some channels. */
  public static ExchangeNeeds marketData(Set<MarketChannel> channels) {
    return new ExchangeNeeds(false, channels, Set.of());
  }

  /** Orders, and nothing else. */
  public static ExchangeNeeds trading() {
    return new ExchangeNeeds(true, Set.of(), Set.of());
  }
}
