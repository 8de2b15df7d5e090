package io.tidemark.kit.time;

import java.time.Instant;
import java.time.InstantSource;

/**
 * The suite's time in UTC. In live trading it is the system's; in a replay it follows the venue's,
 * so that an age means the same at every speed.
 */
public interface SuiteClock extends InstantSource, AutoCloseable {

  /** The system's clock. */
  static SuiteClock system() {
    return new SuiteClock() {
      @Override
      public Instant instant() {
        return InstantSource.system().instant();
      }

      @Override
      public void close() {}
    };
  }

  /**
   * An instant that the clock has surely come to, the latest that is known: of one that follows a
   * venue's, its last reading.
   */
  default Instant reached() {
    return instant();
  }

  @Override
  void close();
}
