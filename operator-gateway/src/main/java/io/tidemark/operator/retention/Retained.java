package io.tidemark.operator.retention;

import java.time.Instant;

/** Something that grows and is kept for a while. */
public interface Retained {

  /** What it is called in logs. */
  String name();

  /**
   * Forgets what is older than it is to be kept, or more.
   *
   * @param now of the machine
   * @return how much it was
   */
  int forget(Instant now);
}
