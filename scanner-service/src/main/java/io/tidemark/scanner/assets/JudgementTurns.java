package io.tidemark.scanner.assets;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When the assets' turn to be judged is. The first turn waits for market figures, but no longer
 * than {@link #LEAST_PAUSE}; then it is each period of the suite's time, and when there are new
 * figures: at once when no more are expected soon, else each {@link #NEWS_PAUSE}, as figures that
 * come one by one are not each worth a judgement of all assets. However fast the suite's clock is,
 * turns are {@link #LEAST_PAUSE} of this machine's time apart.
 */
final class JudgementTurns {

  static final Duration LEAST_PAUSE = Duration.ofSeconds(10);
  static final Duration NEWS_PAUSE = Duration.ofMinutes(1);

  private final Duration period;

  private Duration began;
  private boolean first = true;
  private long newsJudged;
  private @Nullable Instant lastJudged;

  /**
   * @param period of the suite's time
   * @param machine this machine's time since any instant
   */
  JudgementTurns(Duration period, Duration machine) {
    this.period = period;
    this.began = machine;
  }

  /**
   * Whether it is time.
   *
   * @param suite the suite's time
   * @param news how many new figures there were so far
   * @param settled whether no more are expected soon
   */
  boolean isTime(Instant suite, Duration machine, long news, boolean settled) {
    Duration rested = machine.minus(began);
    if (rested.compareTo(LEAST_PAUSE) < 0) {
      return first && settled;
    }
    boolean due = lastJudged == null || !lastJudged.plus(period).isAfter(suite);
    return due || (news > newsJudged && (settled || rested.compareTo(NEWS_PAUSE) >= 0));
  }

  /** A judgement begins with what is known now. */
  void began(Duration machine, long news) {
    began = machine;
    newsJudged = news;
    first = false;
  }

  /** The judgement that began last ended well. */
  void judged(Instant suite) {
    lastJudged = suite;
  }

  /** Null before the first time. */
  @Nullable Instant lastJudged() {
    return lastJudged;
  }

  /** Whether the first turn has yet to come. */
  boolean isFirst() {
    return first;
  }
}
