/**
 * Closed bars as bytes: exact, compact and streamed. {@link io.tidemark.kit.candles.PackedCandles}
 * says how the bytes lie and writes and reads whole series; {@link
 * io.tidemark.kit.candles.PackedCandleWriter} and {@link
 * io.tidemark.kit.candles.PackedCandleReader} are for who has no {@link io.tidemark.model.Bar}, or
 * does not trust the writer. {@link io.tidemark.kit.candles.CandleFile} reads the files people
 * have, as columns in which each bar is kept exactly; {@link io.tidemark.kit.candles.StoredCandles}
 * asks a running ingestor.
 */
@NullMarked
package io.tidemark.kit.candles;

import org.jspecify.annotations.NullMarked;
