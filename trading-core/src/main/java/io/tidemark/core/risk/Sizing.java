package io.tidemark.core.risk;

import io.tidemark.model.Quantity;
import io.tidemark.model.reason.DenialReason;
import java.math.BigDecimal;
import java.util.Map;

/** How large an entry is, or why there is none. */
public sealed interface Sizing {

  /**
   * An entry that the account can pay.
   *
   * @param quantity on the venue's step and at or above its minimums
   * @param cashPerUnit what to reserve for each unit of it
   */
  record Sized(Quantity quantity, BigDecimal cashPerUnit) implements Sizing {}

  /**
   * No entry.
   *
   * @param context the numbers that led to it, by name
   */
  record Refused(DenialReason reason, Map<String, String> context) implements Sizing {
    public Refused {
      context = Map.copyOf(context);
    }
  }
}
