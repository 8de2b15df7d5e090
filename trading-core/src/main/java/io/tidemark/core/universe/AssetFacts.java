package io.tidemark.core.universe;

import io.tidemark.model.InstrumentId;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an asset; null means unknown, never zero.
 *
 * @param marketCapUsd of the base asset, in US dollars
 * @param dailyVolumeUsd traded in the last 24 hours at this exchange, in US dollars
 * @param spreadPct bid to ask in percent of their middle
 * @param listings exchanges that list the base asset; at least so many
 * @param volatilityPct as {@link Volatility} tells it, in percent a day
 * @param tradable whether the venue takes orders of every kind
 * @param firstBar the open time of the oldest stored bar
 */
public record AssetFacts(
    InstrumentId instrument,
    @Nullable BigDecimal marketCapUsd,
    @Nullable BigDecimal dailyVolumeUsd,
    @Nullable BigDecimal spreadPct,
    @Nullable Integer listings,
    @Nullable BigDecimal volatilityPct,
    @Nullable Boolean tradable,
    @Nullable Instant firstBar) {

  /** Nothing is known yet. */
  public static AssetFacts unknown(InstrumentId instrument) {
    return new AssetFacts(instrument, null, null, null, null, null, null, null);
  }
}
