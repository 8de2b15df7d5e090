package io.tidemark.scanner.assets;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A source gave no answer that can be used. */
final class SourceException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean passing;
  private final boolean ofRequestAlone;
  private final @Nullable Duration retryAfter;

  /**
   * @param passing whether the same request may succeed a little later
   * @param retryAfter how long the source asks to wait; null where it does not say
   */
  SourceException(String message, boolean passing, @Nullable Duration retryAfter) {
    this(message, passing, false, retryAfter);
  }

  private SourceException(
      String message, boolean passing, boolean ofRequestAlone, @Nullable Duration retryAfter) {
    super(message);
    this.passing = passing;
    this.ofRequestAlone = ofRequestAlone;
    this.retryAfter = retryAfter;
  }

  /** A failure that says nothing about other requests, and comes again with this one. */
  static SourceException ofRequest(String message) {
    return new SourceException(message, false, true, null);
  }

  /** Whether other requests may well succeed now. */
  boolean ofRequestAlone() {
    return ofRequestAlone;
  }

  boolean passing() {
    return passing;
  }

  @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
