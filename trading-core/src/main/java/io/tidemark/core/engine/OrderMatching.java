package io.tidemark.core.engine;

import io.tidemark.core.engine.PaperMarket.Moment;
import io.tidemark.core.fill.EngineSnapshot;
import io.tidemark.core.fill.MatchEvent;
import io.tidemark.core.fill.WorkingOrder;
import io.tidemark.model.event.MarketEvent;
import java.time.Instant;
import java.util.List;

/** One order against what the market did, as far as that is told. */
interface OrderMatching {

  /** What makes the market that the order finds, oldest first; taken before it enters. */
  List<Moment> leadingTo(Instant actsFrom, MarketHistory history);

  /** Begins to work. */
  List<MatchEvent> enter(WorkingOrder order, Instant actsFrom);

  /** From when on what is told by {@code event} happened: a cancel before goes first. */
  Instant begins(MarketEvent event);

  /** Takes what the market did next. */
  List<MatchEvent> take(MarketEvent event);

  /** Ends the order. */
  List<MatchEvent> cancel(String orderId, Instant at);

  /** All it knows. */
  EngineSnapshot snapshot();
}
