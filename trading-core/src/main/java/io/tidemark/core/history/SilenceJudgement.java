package io.tidemark.core.history;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * Tells usual silences from those in which the venue was probably down, by nothing but their
 * length.
 *
 * <p>A silence is called an outage if it lasts at least an hour and more than ten times as long as
 * 99 of 100 silences of the instrument in the same stretch of history do. A market that is often
 * silent for hours so has a high bar, a busy one has one hour. A short outage is not recognised,
 * and a long silence of a busy market need not be the venue's fault: it is a judgement, and says
 * so.
 */
public final class SilenceJudgement {

  private static final Duration SHORTEST_OUTAGE = Duration.ofHours(1);
  private static final int TIMES_THE_USUAL = 10;
  private static final int USUAL_PERCENT = 99;

  private final Duration usual;
  private final Duration bound;

  private SilenceJudgement(Duration usual, Duration bound) {
    this.usual = usual;
    this.bound = bound;
  }

  /**
   * Learns what is usual.
   *
   * @param silences of the finest timeframe, each as long as it lasts
   */
  public static SilenceJudgement of(Collection<Span> silences) {
    List<Duration> lengths = silences.stream().map(Span::length).sorted().toList();
    if (lengths.isEmpty()) {
      return new SilenceJudgement(Duration.ZERO, SHORTEST_OUTAGE);
    }
    Duration usual = lengths.get((lengths.size() - 1) * USUAL_PERCENT / 100);
    Duration many = usual.multipliedBy(TIMES_THE_USUAL);
    return new SilenceJudgement(
        usual, many.compareTo(SHORTEST_OUTAGE) > 0 ? many : SHORTEST_OUTAGE);
  }

  /** NOT_TRADED or OUTAGE. */
  public UnfillableReason judge(Span silence) {
    return silence.length().compareTo(bound) >= 0
        ? UnfillableReason.OUTAGE
        : UnfillableReason.NOT_TRADED;
  }

  /** The length that 99 of 100 silences do not exceed. */
  public Duration usual() {
    return usual;
  }

  /** The length from which on a silence is called an outage. */
  public Duration bound() {
    return bound;
  }
}
