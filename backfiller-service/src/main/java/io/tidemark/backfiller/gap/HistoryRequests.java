package io.tidemark.backfiller.gap;

import io.tidemark.core.history.Span;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;

/** Takes in what healing needs of history. */
@FunctionalInterface
public interface HistoryRequests {

  /** Asks for the bars of a span; asking again while it is fetched changes nothing. */
  void ask(InstrumentId instrument, Timeframe timeframe, Span span);
}
