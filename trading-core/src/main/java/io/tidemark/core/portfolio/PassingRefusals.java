package io.tidemark.core.portfolio;

import io.tidemark.model.OrderStatus;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How often in a row a venue would not have an order for a reason that passes, and until when it is
 * left alone. The pause after the first is {@link #FIRST_PAUSE}; each further one is twice as long,
 * up to {@link #LONGEST_PAUSE}. All of it is in market time.
 *
 * @param count 1 or above
 * @param since when the first of them was told
 * @param until when it is tried again; null once it is
 */
public record PassingRefusals(int count, Instant since, @Nullable Instant until) {

  /** After the first refusal. */
  public static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  /** However many refusals there were. */
  public static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** More of them in a row count as failures. */
  public static final int MOST = 10;

  /** Those that come longer after the first count as failures. */
  public static final Duration LONGEST = Duration.ofMinutes(5);

  /**
   * @throws IllegalArgumentException if {@code count} is below 1
   */
  public PassingRefusals {
    if (count < 1) {
      throw new IllegalArgumentException("count must be 1 or above, was " + count);
    }
  }

  /**
   * Whether the venue provably never had an order, for a reason that passes: it was asked too much,
   * takes no orders for a while, or the order was lost on its way.
   */
  static boolean ended(PositionOrder order) {
    if (!order.bookedFilled().isZero() || order.reason() == null) {
      return false;
    }
    return switch (order.reason()) {
      case RATE_LIMITED, VENUE_UNAVAILABLE -> order.status() == OrderStatus.REJECTED;
      case PROVEN_ABSENT -> order.status() == OrderStatus.EXPIRED;
      case INSUFFICIENT_FUNDS,
          INVALID_ORDER,
          WOULD_TAKE,
          NOT_AUTHORISED,
          REFUSED,
          AMBIGUOUS_ANSWER,
          DEADLINE_PASSED,
          UNFILLED_REMAINDER,
          REQUESTED,
          TIMED_OUT,
          ENDED_BY_VENUE ->
          false;
    };
  }

  /**
   * With one more.
   *
   * @param before null for none
   * @param at when it was told
   */
  static PassingRefusals after(@Nullable PassingRefusals before, Instant at) {
    int count = before == null ? 1 : before.count + 1;
    Instant since = before == null ? at : before.since;
    return new PassingRefusals(count, since, at.plus(pause(count)));
  }

  private static Duration pause(int count) {
    Duration pause = FIRST_PAUSE;
    for (int i = 1; i < count && pause.compareTo(LONGEST_PAUSE) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  /** It is being tried again. */
  PassingRefusals trying() {
    return new PassingRefusals(count, since, null);
  }

  /** Whether a pause was begun that has not been ended by a try. */
  boolean isPausing() {
    return until != null;
  }

  /** Whether nothing is to be tried at {@code at}. */
  boolean isPausing(Instant at) {
    return until != null && at.isBefore(until);
  }

  /** Whether a pause has been begun that is over at {@code at}. */
  boolean isDue(Instant at) {
    return until != null && !at.isBefore(until);
  }

  /** Whether one that was told at {@code at} is one too many to be called passing. */
  boolean areTooMany(Instant at) {
    return count > MOST || Duration.between(since, at).compareTo(LONGEST) > 0;
  }
}
