package io.tidemark.kit.configuration;

import java.util.Locale;

/** How much the suite's own classes log. */
public enum LoggingLevel {
  /** Everything that helps to find a fault. */
  DEBUG,
  /** What happens. */
  INFO,
  /** What should not happen, and is dealt with. */
  WARN,
  /** What somebody must look at. */
  ERROR;

  /**
   * Reads a level; {@code WARNING} and {@code CRITICAL} are other names of the last two.
   *
   * @throws IllegalArgumentException if there is no such level
   */
  static LoggingLevel parse(String text) {
    return switch (text.toUpperCase(Locale.ROOT)) {
      case "DEBUG" -> DEBUG;
      case "INFO" -> INFO;
      case "WARN", "WARNING" -> WARN;
      case "ERROR", "CRITICAL" -> ERROR;
      default ->
          throw new IllegalArgumentException(
              "application.logging_level must be DEBUG, INFO, WARN or ERROR, was '%s'"
                  .formatted(text));
    };
  }
}
