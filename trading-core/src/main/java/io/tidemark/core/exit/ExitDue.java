package io.tidemark.core.exit;

import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.reason.ExitReason;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * An exit that is due.
 *
 * @param fractionOfEntry how much of the original quantity is closed, in (0, 1]; null for all that
 *     is held
 * @param price where it is filled within a bar, before slippage; of a tick or a close, the price it
 *     was decided at
 */
public record ExitDue(ExitReason reason, @Nullable BigDecimal fractionOfEntry, Price price) {

  /**
   * @throws IllegalArgumentException if the fraction is out of its range
   */
  public ExitDue {
    if (fractionOfEntry != null
        && (fractionOfEntry.signum() <= 0 || fractionOfEntry.compareTo(BigDecimal.ONE) > 0)) {
      throw new IllegalArgumentException(
          "fractionOfEntry must be above 0 and at most 1, was " + fractionOfEntry.toPlainString());
    }
  }

  /** What is to be closed; never more than is held. */
  public Quantity quantity(Quantity entered, Quantity held) {
    return fractionOfEntry == null
        ? held
        : new Quantity(entered.value().multiply(fractionOfEntry)).min(held);
  }
}
