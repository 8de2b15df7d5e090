package io.tidemark.core.performance;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Why a trade was entered and left, in words and as the decisions that can be looked up.
 *
 * @param entry such as the rules that held, with their values; empty where it is not known
 * @param exit what closed it beyond its reason, such as the level touched; empty likewise
 * @param entryDecision the decision that asked for the entry; null without one
 * @param exitDecision the decision that asked for the exit; null if none did, as with a stop
 */
public record TradeCauses(
    String entry, String exit, @Nullable UUID entryDecision, @Nullable UUID exitDecision) {

  /** Of a trade of which no cause is known. */
  public static final TradeCauses UNKNOWN = new TradeCauses("", "", null, null);
}
