package io.tidemark.kit.trades;

/** A file is no file of trades; the message says which, in which line and what was expected. */
public final class TradeFileException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TradeFileException(String message) {
    super(message);
  }
}
