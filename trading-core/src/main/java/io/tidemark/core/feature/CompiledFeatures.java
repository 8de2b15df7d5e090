package io.tidemark.core.feature;

import io.tidemark.core.indicator.IndicatorCatalogue;
import io.tidemark.core.indicator.IndicatorGraphs;
import io.tidemark.core.indicator.Peers;
import io.tidemark.core.strategy.Formula;
import io.tidemark.core.strategy.RuleCompiler;
import io.tidemark.core.strategy.RuleException;
import io.tidemark.core.strategy.RuleScope;
import io.tidemark.model.Timeframe;
import java.util.ArrayList;
import java.util.List;

/**
 * Features on graphs of their own, before the first bar.
 *
 * @param formulas in the order of the features
 */
record CompiledFeatures(IndicatorGraphs graphs, List<Formula> formulas) {

  CompiledFeatures {
    formulas = List.copyOf(formulas);
  }

  /**
   * @throws IllegalArgumentException if an expression cannot be read, telling which and why
   */
  static CompiledFeatures of(Timeframe timeframe, List<Feature> features, Peers peers) {
    IndicatorGraphs graphs = new IndicatorGraphs(IndicatorCatalogue.standard(), peers);
    graphs.graph(timeframe);
    RuleCompiler compiler = new RuleCompiler(timeframe, graphs, RuleScope.EMPTY);
    List<Formula> formulas = new ArrayList<>();
    for (Feature feature : features) {
      try {
        formulas.add(compiler.formula(feature.expression()));
      } catch (RuleException e) {
        throw new IllegalArgumentException(
            "feature %s: %s".formatted(feature.name(), e.getMessage()), e);
      }
    }
    return new CompiledFeatures(graphs, formulas);
  }
}
