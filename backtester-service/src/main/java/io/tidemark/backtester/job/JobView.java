package io.tidemark.backtester.job;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A job as its user sees it.
 *
 * @param detail why it failed, or what it waits for; empty otherwise
 * @param progress null but while it runs
 * @param result the object that the command writes with {@code --json}, without its longest lists;
 *     null until it is done
 */
record JobView(
    UUID id,
    JobStatus status,
    String detail,
    String strategy,
    String exchange,
    List<String> symbols,
    String timeframe,
    @Nullable Instant from,
    @Nullable Instant to,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable Progress progress,
    @Nullable JsonNode result) {

  /**
   * How far a job is.
   *
   * @param percent from 0 to 100
   * @param done bars or trials, those of before a restart included
   * @param total of them; 0 while the bars are read
   * @param unit {@code bars} or {@code trials}
   * @param perSecond since this process works on it
   * @param secondsLeft at that rate; null while there is none
   */
  record Progress(
      double percent,
      long done,
      long total,
      String unit,
      double perSecond,
      @Nullable Long secondsLeft) {}
}
