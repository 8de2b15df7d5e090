package io.tidemark.core.indicator;

import io.tidemark.model.Bar;
import io.tidemark.model.Symbol;
import org.jspecify.annotations.Nullable;

/** A bar and what was known beside it; made once and filled with one after another. */
final class BarInContext implements BarValues {

  private @Nullable Bar bar;
  private MarketContext context = MarketContext.NONE;

  BarInContext with(Bar newBar, MarketContext newContext) {
    bar = newBar;
    context = newContext;
    return this;
  }

  @Override
  public double of(BarField field) {
    return bar == null ? Double.NaN : field.of(bar, context);
  }

  @Override
  public double closeOf(Symbol symbol) {
    return context.closeOf(symbol);
  }
}
