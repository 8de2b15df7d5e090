package io.tidemark.launcher.stream;

import org.jspecify.annotations.Nullable;

/**
 * One thing that was looked at.
 *
 * @param name stable, such as {@code trades.order}
 * @param symbol null for the whole stream
 * @param detail the figures, and what is wrong if something is
 */
public record StreamCheck(String name, @Nullable String symbol, Outcome outcome, String detail) {

  /** How a check ended. */
  public enum Outcome {
    /** As it should be. */
    PASS,
    /** Nothing came, and the venue had nothing either. */
    IDLE,
    /** It could not be looked at; the detail tells why. */
    SKIPPED,
    /** Not as it should be. */
    FAIL
  }
}
