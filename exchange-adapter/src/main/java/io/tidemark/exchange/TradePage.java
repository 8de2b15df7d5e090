package io.tidemark.exchange;

import io.tidemark.model.event.MarketTrade;
import java.util.List;

/**
 * Past trades in the venue's order.
 *
 * @param trades oldest first; two pages may overlap, and the same trade has the same id in both
 * @param next where the following page begins
 * @param more whether the venue has trades after this page now
 * @param invalid what of the answer cannot be true
 */
public record TradePage(
    List<MarketTrade> trades, TradeCursor next, boolean more, List<InvalidData> invalid) {

  public TradePage {
    trades = List.copyOf(trades);
    invalid = List.copyOf(invalid);
  }
}
