package io.tidemark.launcher.demo;

import java.time.Instant;

/** The clock of a venue that replays the past. */
public interface ReplayClock {

  /** The venue's time. */
  Instant now();

  /** Lets the clock run to {@code instant} and no further. */
  void limit(Instant instant);
}
