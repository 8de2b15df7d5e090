package io.tidemark.kit.candles;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The ingestor does not answer now, and may later. */
public final class IngestorAwayException extends IOException {

  private static final long serialVersionUID = 1L;

  IngestorAwayException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
