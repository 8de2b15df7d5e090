package io.tidemark.core.bar;

import java.time.Instant;

/**
 * A span of time.
 *
 * @param to excluded, after {@code from}
 */
public record Span(Instant from, Instant to) {

  /**
   * @throws IllegalArgumentException if it is empty
   */
  public Span {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("a span must end after %s, was %s".formatted(from, to));
    }
  }
}
