package io.tidemark.scanner.assets;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A source gave no answer that can be used. */
final class SourceException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean passing;
  private final @Nullable Duration retryAfter;

  /**
   * @param passing whether the same request may succeed a little later
   * @param retryAfter how long the source asks to wait; null where it does not say
   */
  SourceException(String message, boolean passing, @Nullable Duration retryAfter) {
    super(message);
    this.passing = passing;
    this.retryAfter = retryAfter;
  }

  boolean passing() {
    return passing;
  }

  @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
