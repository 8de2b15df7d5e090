package io.tidemark.launcher.faults;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A fault and what came of it.
 *
 * @param number of the fault, from 1
 * @param process what was hit, such as {@code execution-service}
 * @param means how it was hit
 * @param secondsIntoRun when, in the machine's time since the suite was ready
 * @param venueTime when, in the venue's time
 * @param harmSeconds how long it was kept down, or the fault lasted otherwise
 * @param recoverySeconds from the fault until every service was ready and had taken what was
 *     published by then; null if it never was
 */
record Recovery(
    int number,
    String process,
    Means means,
    double secondsIntoRun,
    Instant venueTime,
    double harmSeconds,
    @Nullable Double recoverySeconds) {

  /** The fault in one line. */
  String line(int all) {
    return "  fault %d/%d  %-42s at %.1f s, venue %s  %s"
        .formatted(
            number,
            all,
            "%s %s".formatted(process, means.words()),
            secondsIntoRun,
            venueTime,
            recoverySeconds == null
                ? "NOT RECOVERED"
                : "recovered in %.1f s".formatted(recoverySeconds));
  }
}
