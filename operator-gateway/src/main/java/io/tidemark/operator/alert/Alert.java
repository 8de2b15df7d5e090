package io.tidemark.operator.alert;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that somebody should look at.
 *
 * @param id follows from what it is about, so that it is raised once
 * @param cause what it is about, such as {@code order:} and the order's id; of one cause of a
 *     source one alert is open at a time
 * @param title a sentence
 * @param text more of it; null for none
 * @param link where to read on, such as a runbook; null for none
 * @param time when it began, by its source: the market's time of a thought
 */
public record Alert(
    UUID id,
    String run,
    Source source,
    Severity severity,
    String cause,
    String title,
    @Nullable String text,
    @Nullable String link,
    Instant time) {

  /** Who raises it. */
  public enum Source {
    /** The decision log. */
    THOUGHT,
    /** A rule of Prometheus, by way of an Alertmanager. */
    PROMETHEUS
  }

  /** How much it matters. */
  public enum Severity {
    /** Worth knowing. */
    INFO,
    /** Not as intended. */
    WARNING,
    /** Look at it now. */
    CRITICAL
  }
}
