package io.tidemark.core.strategy;

import java.util.List;

/**
 * A rule that can be evaluated at every bar, without allocation.
 *
 * @param text as written
 * @param condition its tree
 * @param readings the values it reads, in order of appearance
 */
record CompiledRule(String text, TruthExpression condition, List<Reading> readings) {

  CompiledRule {
    readings = List.copyOf(readings);
  }
}
