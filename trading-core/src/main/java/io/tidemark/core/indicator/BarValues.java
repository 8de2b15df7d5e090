package io.tidemark.core.indicator;

import io.tidemark.model.Bar;
import io.tidemark.model.Symbol;

/** What a closed bar says and what was known beside it, as the nodes of a graph read it. */
public interface BarValues {

  /** The value of a field; NaN if it is lacking, or of peers. */
  double of(BarField field);

  /** The close of another instrument; NaN if it is not known. */
  double closeOf(Symbol symbol);

  /** Those of a bar and its context. */
  static BarValues of(Bar bar, MarketContext context) {
    return new OfBar(bar, context);
  }

  /**
   * Those of a bar.
   *
   * @param context what was known beside it
   */
  record OfBar(Bar bar, MarketContext context) implements BarValues {

    @Override
    public double of(BarField field) {
      return field.of(bar, context);
    }

    @Override
    public double closeOf(Symbol symbol) {
      return context.closeOf(symbol);
    }
  }
}
