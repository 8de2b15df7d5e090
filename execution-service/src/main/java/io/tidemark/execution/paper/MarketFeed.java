package io.tidemark.execution.paper;

import io.tidemark.core.engine.ExecutionInput;
import io.tidemark.kit.inbox.AfterCommit;
import io.tidemark.kit.messaging.EventHandler;
import io.tidemark.kit.messaging.Received;
import io.tidemark.model.event.MarketEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Takes the market to the paper venue. Books are written only where an order is open, so a quiet
 * account costs next to nothing.
 */
final class MarketFeed implements EventHandler {

  private final PaperMarketplace marketplace;
  private final Consumer<List<ExecutionInput>> committed;
  private final List<ExecutionInput> told = new ArrayList<>();
  private boolean fed;

  /**
   * @param committed gets what the venue tells, after the poll's commit
   */
  MarketFeed(PaperMarketplace marketplace, Consumer<List<ExecutionInput>> committed) {
    this.marketplace = marketplace;
    this.committed = committed;
  }

  @Override
  public void assigned(Collection<TopicPartition> partitions) {
    marketplace.load();
  }

  @Override
  public void handle(Received received) {
    if (received.event() instanceof MarketEvent event && marketplace.trades(event.instrument())) {
      told.addAll(marketplace.changeWithin(venue -> venue.onMarket(event)));
      fed = true;
    }
  }

  @Override
  public void flush() {
    if (fed) {
      marketplace.storeWithin();
    }
    List<ExecutionInput> inputs = List.copyOf(told);
    AfterCommit.run(() -> committed.accept(inputs));
    clear();
  }

  @Override
  public void reset() {
    clear();
    marketplace.load();
  }

  private void clear() {
    told.clear();
    fed = false;
  }
}
