package io.tidemark.exchange.kraken;

import io.tidemark.model.reason.DataFault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Holds what a stream dates later than can be, for as long as the suite's clock may need to catch
 * up with a replaying venue's that has just begun to run. What is still ahead then cannot be true.
 * Of the stream's worker alone.
 */
final class TimeGate {

  private static final long PATIENCE_NANOS = Duration.ofSeconds(1).toNanos();
  private static final int MOST_HELD = 100_000;

  private record Held(Instant time, long since, Runnable pass, Consumer<InvalidRow> refuse) {}

  private final TimeLimit limit;
  private final Deque<Held> held = new ArrayDeque<>();

  TimeGate(TimeLimit limit) {
    this.limit = limit;
  }

  /** Whether data can be dated so; says nothing of what is held. */
  boolean admits(Instant time) {
    return !time.isAfter(limit.latest());
  }

  /** Passes on what can be true, and holds what may be true soon. */
  void submit(Instant time, long now, Runnable pass, Consumer<InvalidRow> refuse) {
    if (!held.isEmpty()) {
      look(now);
    }
    if (admits(time)) {
      pass.run();
    } else if (held.size() < MOST_HELD) {
      held.add(new Held(time, now, pass, refuse));
    } else {
      refuse.accept(fault(time));
    }
  }

  /** Passes on what can be true by now, in the order it came, and refuses what waited too long. */
  void look(long now) {
    if (held.isEmpty()) {
      return;
    }
    Instant latest = limit.latest();
    Deque<Held> waiting = new ArrayDeque<>(held);
    held.clear();
    for (Held one : waiting) {
      if (!one.time().isAfter(latest)) {
        one.pass().run();
      } else if (now - one.since() >= PATIENCE_NANOS) {
        one.refuse().accept(fault(one.time()));
      } else {
        held.add(one);
      }
    }
  }

  /** Forgets what is held: the connection is lost, and it will be fetched. */
  void clear() {
    held.clear();
  }

  InvalidRow fault(Instant time) {
    return new InvalidRow(
        DataFault.FUTURE_TIME,
        "time must be at most %s ahead of the clock, was %s".formatted(limit.tolerance(), time));
  }
}
