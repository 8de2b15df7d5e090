package io.tidemark.ingestor.query;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.tidemark.ingestor.query.MarketScope.Span;
import io.tidemark.model.Timeframe;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of a timeframe, over all or within the span asked for.
 *
 * @param first open time of the first bar; null without bars
 * @param last open time of the last bar; null without bars
 * @param partial bars that are PARTIAL
 * @param spans which lack; null unless a span was asked for
 */
record Coverage(
    Timeframe timeframe,
    @Nullable Instant first,
    @Nullable Instant last,
    long bars,
    long partial,
    @JsonUnwrapped @Nullable Lacking spans) {

  /**
   * What lacks within the slots that have closed by now. Spans run from the open of their first bar
   * to the close of their last one.
   *
   * @param from the first slot that opens in the span asked for
   * @param to the close of the last one
   * @param missing slots without a bar, contiguous ones joined; a page of them
   * @param missingSpans how many there are on all pages
   * @param partialBars contiguous PARTIAL bars; a page of them
   * @param partialSpans how many there are on all pages
   */
  record Lacking(
      Instant from,
      Instant to,
      List<Span> missing,
      long missingSpans,
      List<Span> partialBars,
      long partialSpans) {}
}
