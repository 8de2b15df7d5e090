package io.tidemark.launcher.parity;

/** No certificate is to be had; the message tells the user why and what to do. */
public final class ParityUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ParityUnavailableException(String message) {
    super(message);
  }

  ParityUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
