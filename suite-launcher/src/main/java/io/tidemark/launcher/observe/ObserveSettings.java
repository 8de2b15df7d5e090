package io.tidemark.launcher.observe;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an observation is asked for.
 *
 * @param length how long to watch, above 0
 * @param pause between two questions, 0 or above; there is one at a time
 * @param json where to write the report; null for nowhere
 */
public record ObserveSettings(Duration length, Duration pause, @Nullable Path json) {

  /** So that there are at most five questions a second. */
  public static final Duration USUAL_PAUSE = Duration.ofMillis(200);

  /**
   * @throws IllegalArgumentException if a setting is out of its range
   */
  public ObserveSettings {
    if (!length.isPositive()) {
      throw new IllegalArgumentException("--for must be above 0, was " + length);
    }
    if (pause.isNegative()) {
      throw new IllegalArgumentException("the pause must be 0 or above, was " + pause);
    }
  }
}
