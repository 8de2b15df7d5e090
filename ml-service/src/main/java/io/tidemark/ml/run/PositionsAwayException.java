package io.tidemark.ml.run;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The position-service does not answer now, and may later. */
final class PositionsAwayException extends IOException {

  private static final long serialVersionUID = 1L;

  PositionsAwayException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
