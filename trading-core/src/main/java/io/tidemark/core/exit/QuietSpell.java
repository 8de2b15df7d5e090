package io.tidemark.core.exit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long bars mean nothing to a position: while they stay within a band, and close before an
 * instant.
 *
 * @param band of the bars' lows and highs
 * @param until the close of the first bar that is to be looked at whatever its prices; null for
 *     none
 */
public record QuietSpell(PriceBand band, @Nullable Instant until) {}
