package io.tidemark.core.engine;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.Money;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything a {@link PaperVenue} knows; a venue restored from it goes on identically.
 *
 * @param balances by currency, what open orders hold included
 * @param orders in the order they came
 * @param markets the recent market, by instrument
 */
public record PaperVenueState(
    SortedMap<String, Money> balances,
    List<PaperOrder> orders,
    SortedMap<InstrumentId, PaperMarket> markets) {

  public PaperVenueState {
    balances = Collections.unmodifiableSortedMap(new TreeMap<>(balances));
    orders = List.copyOf(orders);
    markets = Collections.unmodifiableSortedMap(new TreeMap<>(markets));
  }
}
