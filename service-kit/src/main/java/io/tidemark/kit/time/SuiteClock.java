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

  @Override
  void close();
}
