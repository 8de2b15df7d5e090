package io.tidemark.core.engine;

import io.tidemark.core.engine.PaperMarket.Moment;
import io.tidemark.core.fill.DepthLevel;
import io.tidemark.core.fill.EngineSnapshot;
import io.tidemark.core.fill.FillSettings;
import io.tidemark.core.fill.MatchEvent;
import io.tidemark.core.fill.MatchingEngine;
import io.tidemark.core.fill.WorkingOrder;
import io.tidemark.model.BookLevel;
import io.tidemark.model.Quantity;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.MarketEvent;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.OrderBook;
import io.tidemark.model.event.Ticker;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An order in a matching engine of its own, which sees trades and books from the start on. */
final class MatchingOnTrades implements OrderMatching {

  private final MatchingEngine engine;
  private final @Nullable BigDecimal participation;

  /**
   * @param snapshot to go on from; null for an order that has not entered
   */
  MatchingOnTrades(@Nullable EngineSnapshot snapshot, FillSettings settings) {
    this.engine = snapshot == null ? new MatchingEngine() : MatchingEngine.restore(snapshot);
    this.participation = settings.participation();
  }

  @Override
  public List<Moment> leadingTo(Instant actsFrom, MarketHistory history) {
    return history.leadingTo(actsFrom);
  }

  @Override
  public List<MatchEvent> enter(WorkingOrder order, Instant actsFrom) {
    return engine.submit(order, actsFrom);
  }

  @Override
  public Instant begins(MarketEvent event) {
    return event.eventTime();
  }

  @Override
  public List<MatchEvent> take(MarketEvent event) {
    return switch (event) {
      case MarketTrade trade ->
          engine.onTrade(trade.price(), part(trade.quantity()), trade.taker(), trade.eventTime());
      case OrderBook book ->
          engine.onDepth(levels(book.bids()), levels(book.asks()), book.eventTime());
      case BarsClosed _, Ticker _ -> List.of();
    };
  }

  @Override
  public List<MatchEvent> cancel(String orderId, Instant at) {
    return engine.cancel(orderId, at);
  }

  @Override
  public EngineSnapshot snapshot() {
    return engine.snapshot();
  }

  private List<DepthLevel> levels(List<BookLevel> side) {
    return side.stream()
        .filter(level -> level.quantity().isPositive())
        .map(level -> new DepthLevel(level.price(), part(level.quantity())))
        .toList();
  }

  private Quantity part(Quantity whole) {
    return participation == null ? whole : new Quantity(whole.value().multiply(participation));
  }
}
