package io.tidemark.kit.candles;

import java.io.IOException;

/** Bytes are not packed candles, or not all of them; the message says where and how. */
public final class CorruptCandlesException extends IOException {

  private static final long serialVersionUID = 1L;

  CorruptCandlesException(String message) {
    super("packed candles: " + message);
  }
}
