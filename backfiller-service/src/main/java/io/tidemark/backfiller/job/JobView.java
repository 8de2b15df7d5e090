package io.tidemark.backfiller.job;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job as a user sees it.
 *
 * @param percent of the history that is to be read, from 0 to 100
 * @param bars made so far
 * @param requests pages asked of the venue so far
 * @param barsPerSecond since this process works on it; 0 when it does not
 * @param secondsLeft at the pace so far; null while that is not known
 */
record JobView(
    UUID jobId,
    String exchange,
    List<String> symbols,
    List<String> timeframes,
    @Nullable Instant from,
    @Nullable Instant to,
    JobStatus status,
    String detail,
    Instant createdAt,
    @Nullable Instant finishedAt,
    double percent,
    long bars,
    long requests,
    double barsPerSecond,
    @Nullable Long secondsLeft,
    List<ItemView> items) {

  /**
   * One symbol's share.
   *
   * @param from where its history begins; null before it is planned
   */
  record ItemView(
      String symbol,
      Phase phase,
      String detail,
      @Nullable Instant from,
      @Nullable Instant to,
      double percent,
      long bars,
      long requests,
      double barsPerSecond,
      @Nullable Long secondsLeft) {}
}
