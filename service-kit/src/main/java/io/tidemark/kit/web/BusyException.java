package io.tidemark.kit.web;

/** The service serves as many requests of a kind as it can; answered with 503. */
public final class BusyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message what is busy, and what to do
   */
  public BusyException(String message) {
    super(message);
  }
}
