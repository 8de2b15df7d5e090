package io.tidemark.scanner.scan;

/** A replay needs something that was not recorded, or is not kept any more. */
final class NotOnRecordException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message what it is, in words
   */
  NotOnRecordException(String message) {
    super(message);
  }
}
