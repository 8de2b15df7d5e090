package io.tidemark.ingestor.feed;

import io.tidemark.core.bar.Span;
import io.tidemark.model.Bar;
import io.tidemark.model.InstrumentId;
import java.util.List;

/** The bars of a span as they are stored, whoever made them. */
@FunctionalInterface
interface StoredBars {

  /** The latest editions of the one-minute bars that open within the span, oldest first. */
  List<Bar> minutes(InstrumentId instrument, Span span);
}
