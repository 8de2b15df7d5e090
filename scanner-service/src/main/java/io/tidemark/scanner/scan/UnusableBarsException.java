package io.tidemark.scanner.scan;

import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** A scan could not take bars; they were set aside when they were first delivered. */
final class UnusableBarsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final long offset;

  private UnusableBarsException(long offset, RuntimeException cause) {
    super("bars at offset " + offset, cause);
    this.offset = offset;
  }

  long offset() {
    return offset;
  }

  /**
   * Steps a scan again over bars that were delivered before.
   *
   * @param offset of the bars
   * @throws UnusableBarsException if the scan cannot take them; whoever steps begins again and
   *     passes them over
   */
  static void guard(long offset, Runnable step) {
    try {
      step.run();
    } catch (DataAccessException | TransactionException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new UnusableBarsException(offset, e);
    }
  }
}
