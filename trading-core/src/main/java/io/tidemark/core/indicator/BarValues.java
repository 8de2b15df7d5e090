package io.tidemark.core.indicator;

import io.tidemark.model.Symbol;

/** What a closed bar says and what was known beside it, as the nodes of a graph read it. */
public interface BarValues {

  /** The value of a field; NaN if it is lacking, or of peers. */
  double of(BarField field);

  /** The close of another instrument; NaN if it is not known. */
  double closeOf(Symbol symbol);
}
