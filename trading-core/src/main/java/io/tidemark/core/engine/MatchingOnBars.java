package io.tidemark.core.engine;

import io.tidemark.core.engine.PaperMarket.Moment;
import io.tidemark.core.fill.BarMatching;
import io.tidemark.core.fill.EngineSnapshot;
import io.tidemark.core.fill.FillSettings;
import io.tidemark.core.fill.MatchEvent;
import io.tidemark.core.fill.WorkingOrder;
import io.tidemark.model.Bar;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.MarketEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An order against the bars that open at or after its decision. */
final class MatchingOnBars implements OrderMatching {

  private final @Nullable BigDecimal participation;
  private final Instant actsFrom;
  private @Nullable BarMatching matching;

  /**
   * @param snapshot to go on from; null for an order that has not entered
   */
  MatchingOnBars(@Nullable EngineSnapshot snapshot, FillSettings settings, Instant actsFrom) {
    this.participation = settings.participation();
    this.actsFrom = actsFrom;
    this.matching = snapshot == null ? null : BarMatching.restore(snapshot, participation);
  }

  @Override
  public List<Moment> leadingTo(Instant from, MarketHistory history) {
    return List.of();
  }

  @Override
  public List<MatchEvent> enter(WorkingOrder order, Instant from) {
    matching = new BarMatching(order, participation);
    return List.of();
  }

  @Override
  public Instant begins(MarketEvent event) {
    return event instanceof BarsClosed bars ? bar(bars).openTime() : event.eventTime();
  }

  @Override
  public List<MatchEvent> take(MarketEvent event) {
    boolean acts = event instanceof BarsClosed bars && !bar(bars).openTime().isBefore(actsFrom);
    return acts ? entered().onBar(bar((BarsClosed) event)) : List.of();
  }

  @Override
  public List<MatchEvent> cancel(String orderId, Instant at) {
    return entered().cancel(at);
  }

  @Override
  public EngineSnapshot snapshot() {
    return entered().snapshot();
  }

  private BarMatching entered() {
    return Objects.requireNonNull(matching, "the order has not entered");
  }

  /** The history keeps the one bar of the timeframe that orders are matched against. */
  private static Bar bar(BarsClosed bars) {
    return bars.bars().getFirst();
  }
}
