package io.tidemark.core.check;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether decisions depend on what comes after them.
 *
 * @param strategy the strategy's id
 * @param decisions how many there were over the whole history
 * @param cuts how many times history was cut and altered
 * @param first the first difference; null if there is none
 */
public record LookAheadReport(
    String strategy, int decisions, int cuts, @Nullable Difference first) {

  /** Whether nothing differed. */
  public boolean passed() {
    return first == null;
  }

  /** What was done to the bars after the cut. */
  public enum Alteration {
    /** They were left out. */
    CUT_OFF,
    /** Their prices were raised by a tenth, their volume doubled. */
    RAISED,
    /** Their prices were lowered by a tenth, their volume halved. */
    LOWERED
  }

  /**
   * A decision that changed.
   *
   * @param cut the last close that was left as it was
   * @param alteration of what comes after it
   * @param decidedAt the close decided on, at or before the cut
   * @param what changed, in words
   */
  public record Difference(Instant cut, Alteration alteration, Instant decidedAt, String what) {}
}
