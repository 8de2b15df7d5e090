package io.tidemark.launcher.faults;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A kill and what came of it.
 *
 * @param number of the kill, from 1
 * @param process what was killed, such as {@code execution-service}
 * @param secondsIntoRun when, in the machine's time since the suite was ready
 * @param venueTime when, in the venue's time
 * @param downSeconds how long it was kept down
 * @param recoverySeconds from the kill until every service was ready and had taken what was
 *     published by then; null if it never was
 */
record Recovery(
    int number,
    String process,
    double secondsIntoRun,
    Instant venueTime,
    double downSeconds,
    @Nullable Double recoverySeconds) {

  /** The kill in one line. */
  String line(int all) {
    return "  kill %d/%d  %-18s at %.1f s, venue %s  %s"
        .formatted(
            number,
            all,
            process,
            secondsIntoRun,
            venueTime,
            recoverySeconds == null
                ? "NOT RECOVERED"
                : "recovered in %.1f s".formatted(recoverySeconds));
  }
}
