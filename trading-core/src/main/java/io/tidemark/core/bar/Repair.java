package io.tidemark.core.bar;

import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.MarketTrade;
import java.util.List;

/**
 * What came of trades that were fetched again.
 *
 * @param added those that were not counted before, in their order
 * @param messages the corrections, oldest close first
 */
public record Repair(List<MarketTrade> added, List<BarsClosed> messages) {

  public Repair {
    added = List.copyOf(added);
    messages = List.copyOf(messages);
  }
}
