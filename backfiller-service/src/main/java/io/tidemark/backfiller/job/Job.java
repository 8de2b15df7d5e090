package io.tidemark.backfiller.job;

import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for.
 *
 * @param from null for the venue's first trade
 * @param to excluded; null for the moment at which the work begins
 * @param detail why it failed; empty otherwise
 */
record Job(
    UUID jobId,
    String exchange,
    List<Symbol> symbols,
    List<Timeframe> timeframes,
    @Nullable Instant from,
    @Nullable Instant to,
    JobStatus status,
    String detail,
    Instant createdAt,
    @Nullable Instant finishedAt) {

  Job {
    symbols = List.copyOf(symbols);
    timeframes = List.copyOf(timeframes);
  }
}
