/**
 * The universe of assets: what is known of each, what the filters say, and from when on it counts.
 *
 * <p>Market capitalisations and listings come from {@code CoinGecko}, else from what it told last,
 * else from a file; everything else from the ingestor. {@code AssetUniverse} judges on a schedule.
 * A verdict that changes what is excluded becomes a new edition in {@code UniverseJournal}, which
 * takes effect at a close instant that no scanner can have decided on yet: so a bar that is
 * delivered again meets the same edition.
 */
@NullMarked
package io.tidemark.scanner.assets;

import org.jspecify.annotations.NullMarked;
