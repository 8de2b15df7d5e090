package io.tidemark.backfiller.venue;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who may ask a venue next. Healing of live gaps goes first: while any waits or asks, history
 * waits. History is asked for by few at once, so that healing finds the rate limit unused, and its
 * askers take turns one by one. Thread-safe.
 */
final class VenueTurns {

  private final int atOnce;
  private final Map<String, Integer> waiting = new LinkedHashMap<>();
  private int asking;
  private int healing;

  /**
   * @param atOnce history requests in flight at most, above 0
   */
  VenueTurns(int atOnce) {
    this.atOnce = atOnce;
  }

  synchronized void beginHealing() {
    healing++;
  }

  synchronized void endHealing() {
    healing--;
    notifyAll();
  }

  /** Waits for the turn of {@code asker}; {@link #end} gives it back. */
  synchronized void begin(String asker) throws InterruptedException {
    waiting.merge(asker, 1, Integer::sum);
    try {
      while (asking >= atOnce || healing > 0 || !asker.equals(next())) {
        wait();
      }
      asking++;
    } finally {
      leaveQueue(asker);
      notifyAll();
    }
  }

  synchronized void end() {
    asking--;
    notifyAll();
  }

  private String next() {
    return waiting.keySet().iterator().next();
  }

  /** Those of the same asker that still wait go to the end of the queue. */
  private void leaveQueue(String asker) {
    Integer before = waiting.remove(asker);
    if (before != null && before > 1) {
      waiting.put(asker, before - 1);
    }
  }
}
