package io.tidemark.exchange.kraken;

import io.tidemark.exchange.stream.StreamOutlet;
import io.tidemark.model.reason.DataFault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Holds what a stream dates later than can be, for as long as the suite's clock may need to catch
 * up with a replaying venue's that has just begun to run; then the venue is asked its time, since
 * the machine's clock may be wrong. What is still ahead then cannot be true. Where the venue's
 * clock is found ahead, it is asked again each minute. Of the stream's worker alone.
 */
final class TimeGate {

  private static final long PATIENCE_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long LONGEST_PATIENCE_NANOS = Duration.ofSeconds(10).toNanos();
  private static final long ASK_EVERY_NANOS = Duration.ofMinutes(1).toNanos();
  private static final long NEVER = Long.MIN_VALUE / 2;
  private static final int MOST_HELD = 100_000;

  private record Held(Instant time, long since, Runnable pass, Consumer<InvalidRow> refuse) {}

  private final TimeLimit limit;
  private final Supplier<Instant> venueTime;
  private final Duration questionPause;
  private final Deque<Held> held = new ArrayDeque<>();
  private boolean asking;
  private long askedAt = NEVER;
  private long settledAt = NEVER;

  /**
   * @param venueTime asks the venue, which settles the limit; may take long and may throw {@link
   *     io.tidemark.exchange.VenueReadException}
   * @param questionPause between two such questions
   */
  TimeGate(TimeLimit limit, Supplier<Instant> venueTime, Duration questionPause) {
    this.limit = limit;
    this.venueTime = venueTime;
    this.questionPause = questionPause;
  }

  /** Whether data can be dated so; says nothing of what is held. */
  boolean admits(Instant time) {
    return !time.isAfter(limit.latest());
  }

  /** Passes on what can be true, and holds what may be true soon. */
  void submit(StreamOutlet stream, Instant time, Runnable pass, Consumer<InvalidRow> refuse) {
    if (!held.isEmpty()) {
      look(stream);
    }
    if (admits(time)) {
      pass.run();
    } else if (held.size() < MOST_HELD) {
      held.add(new Held(time, stream.nanos(), pass, refuse));
    } else {
      refuse.accept(fault(time));
    }
  }

  /** Passes on what can be true by now, in the order it came, and refuses what waited too long. */
  void look(StreamOutlet stream) {
    long now = stream.nanos();
    if (!held.isEmpty()) {
      release(now);
    }
    if (!asking && isQuestionDue(now)) {
      ask(stream, now);
    }
  }

  private boolean isQuestionDue(long now) {
    Held oldest = held.peek();
    return oldest == null
        ? limit.isVenues() && now - askedAt >= ASK_EVERY_NANOS
        : now - oldest.since() >= PATIENCE_NANOS && now - askedAt >= questionPause.toNanos();
  }

  private void release(long now) {
    Instant latest = limit.latest();
    Deque<Held> waiting = new ArrayDeque<>(held);
    held.clear();
    for (Held one : waiting) {
      if (!one.time().isAfter(latest)) {
        one.pass().run();
      } else if (isSettled(one, now)) {
        one.refuse().accept(fault(one.time()));
      } else {
        held.add(one);
      }
    }
  }

  /** It waited for the clock, and for the venue's answer or as long as that may take. */
  private boolean isSettled(Held one, long now) {
    long waited = now - one.since();
    return waited >= LONGEST_PATIENCE_NANOS
        || (waited >= PATIENCE_NANOS && settledAt >= one.since());
  }

  private void ask(StreamOutlet stream, long now) {
    asking = true;
    askedAt = now;
    stream.aside(
        () -> {
          var _ = venueTime.get();
          return () -> answered(now);
        },
        why -> answered(now));
  }

  private void answered(long about) {
    asking = false;
    settledAt = about;
  }

  /** Forgets what is held: the connection is lost, and it will be fetched. */
  void clear() {
    held.clear();
    asking = false;
  }

  InvalidRow fault(Instant time) {
    return new InvalidRow(
        DataFault.FUTURE_TIME,
        "time must be at most %s ahead of the clock, was %s".formatted(limit.tolerance(), time));
  }
}
