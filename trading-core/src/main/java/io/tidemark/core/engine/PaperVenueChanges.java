package io.tidemark.core.engine;

import io.tidemark.model.Money;
import java.util.List;
import java.util.SortedMap;

/**
 * What a {@link PaperVenue} has changed of its state.
 *
 * @param orders as they stand now; some may stand as before
 * @param balances by currency, those that have changed
 */
public record PaperVenueChanges(List<PaperOrder> orders, SortedMap<String, Money> balances) {

  public PaperVenueChanges {
    orders = List.copyOf(orders);
  }
}
