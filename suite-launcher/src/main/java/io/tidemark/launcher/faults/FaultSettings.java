package io.tidemark.launcher.faults;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a fault run is asked for.
 *
 * @param kills 0 or above
 * @param rounds of faults of every kind, 0 or above
 * @param seed of everything that is drawn
 * @param json where to write the report; null for nowhere
 */
public record FaultSettings(int kills, int rounds, long seed, @Nullable Path json) {

  /** How fast the venue's time passes: fast enough to trade often, slow enough for 200 kills. */
  static final int SPEED = 120;

  public FaultSettings {
    if (kills < 0) {
      throw new IllegalArgumentException("--kills must be 0 or above, was " + kills);
    }
    if (rounds < 0) {
      throw new IllegalArgumentException("--rounds must be 0 or above, was " + rounds);
    }
  }
}
