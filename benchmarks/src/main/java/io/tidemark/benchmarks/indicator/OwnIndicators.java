package io.tidemark.benchmarks.indicator;

import io.tidemark.core.indicator.IndicatorCatalogue;
import io.tidemark.core.indicator.IndicatorGraph;
import io.tidemark.core.indicator.Series;
import io.tidemark.model.Bar;
import io.tidemark.model.Timeframe;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Eighteen values a bar, by the catalogue's kernels in a graph. */
final class OwnIndicators {

  private final IndicatorGraph graph = new IndicatorGraph(Timeframe.M1);
  private final List<Series> values = new ArrayList<>();

  OwnIndicators() {
    add("sma", null, 20);
    add("ema", null, 20);
    add("rsi", null, 14);
    add("macd", "macd", 12, 26, 9);
    add("macd", "signal", 12, 26, 9);
    add("macd", "histogram", 12, 26, 9);
    add("bollinger", "middle", 20, 2);
    add("bollinger", "upper", 20, 2);
    add("bollinger", "lower", 20, 2);
    add("atr", null, 14);
    add("adx", "adx", 14);
    add("adx", "plus_di", 14);
    add("adx", "minus_di", 14);
    add("stochastic", "k", 14, 1, 3);
    add("stochastic", "d", 14, 1, 3);
    add("cci", null, 20);
    add("williams_r", null, 14);
    add("roc", null, 10);
  }

  private void add(String name, @Nullable String output, double... arguments) {
    values.add(
        graph.indicator(
            IndicatorCatalogue.standard().find(name).orElseThrow(), null, output, arguments));
  }

  /** Takes a bar and gives the sum of all values. */
  double step(Bar bar) {
    graph.step(bar);
    double sum = 0;
    for (int i = 0; i < values.size(); i++) {
      sum += values.get(i).value();
    }
    return sum;
  }
}
