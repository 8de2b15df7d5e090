package io.tidemark.launcher.optimise;

import io.tidemark.core.optimise.split.WalkForward;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Searches that walk through time.
 *
 * @param windows how time is divided
 * @param json where the result is written; null for nowhere
 */
public record WalkForwardRequest(SearchRequest search, WalkForward windows, @Nullable Path json) {

  /**
   * How time is divided, as options say it.
   *
   * @param step null for as long as {@code test}
   * @throws IllegalArgumentException if a length is outside of its range
   */
  public static WalkForward windows(
      boolean anchored, Duration train, Duration test, @Nullable Duration step, Duration purge) {
    try {
      return new WalkForward(anchored, train, test, step == null ? test : step, purge);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--" + e.getMessage(), e);
    }
  }
}
