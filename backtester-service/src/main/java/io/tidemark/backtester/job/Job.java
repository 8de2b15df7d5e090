package io.tidemark.backtester.job;

import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job as it is kept.
 *
 * @param request settled: with the strategy's text
 * @param strategy its id
 * @param timeframe of the bars that the ingestor is asked for
 * @param from of the first open; null for the first bar there is
 * @param to of the open that is left out
 * @param detail why it failed; empty otherwise
 * @param result as JSON; null until it is done
 */
record Job(
    UUID id,
    JobKind kind,
    JobRequest request,
    String strategy,
    String exchange,
    List<Symbol> symbols,
    Timeframe timeframe,
    @Nullable Instant from,
    @Nullable Instant to,
    JobStatus status,
    String detail,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable String result) {

  Job {
    symbols = List.copyOf(symbols);
  }
}
