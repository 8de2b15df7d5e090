package io.tidemark.kit.candles;

/** A file is no file of candles; the message says which, in which line and what was expected. */
public final class CandleFileException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CandleFileException(String message) {
    super(message);
  }
}
