package io.tidemark.embedded;

import org.jspecify.annotations.Nullable;

/**
 * A server could not be started or stopped; the message says why and what the operator does now.
 */
public final class EmbeddedServerException extends RuntimeException {

  EmbeddedServerException(String message) {
    super(message);
  }

  EmbeddedServerException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
