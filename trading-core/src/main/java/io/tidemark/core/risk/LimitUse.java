package io.tidemark.core.risk;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How much of a limit is used.
 *
 * @param name as it is configured under {@code risk}
 * @param strategy whose limit it is; null for the account's
 * @param currency the quote currency whose money it is about; null if it counts something else
 * @param limit in the unit of its key
 * @param used likewise, 0 or above; null while it cannot be told
 * @param share of the limit that is used, 1 for all of it, to four places; null with {@code used}
 * @param until when it ends by itself, if nothing else happens; null if it does not, or holds
 *     nothing back
 */
public record LimitUse(
    String name,
    @Nullable String strategy,
    @Nullable String currency,
    BigDecimal limit,
    @Nullable BigDecimal used,
    @Nullable BigDecimal share,
    State state,
    @Nullable Instant until) {

  /** How far it is. */
  public enum State {
    /** There is room. */
    FREE,
    /** Four fifths of it are used, or more. */
    NEAR,
    /** It holds entries back, or leaves nothing for one. */
    REACHED,
    /** It is judged for each entry by itself, or there is too little to judge it by yet. */
    NOT_JUDGED
  }
}
