package io.tidemark.core.strategy;

import io.tidemark.core.indicator.IndicatorGraphs;
import io.tidemark.model.Timeframe;
import java.util.ArrayList;
import java.util.List;

/**
 * What a strategy written in Java reads, asked for in the words of the rule language. Series that
 * other strategies of the instrument read too are calculated once.
 */
public final class ReadingList {

  private final RuleCompiler compiler;
  private final List<Reading> readings = new ArrayList<>();

  /** An empty list for a strategy on an instrument's graphs, before their first bar. */
  public ReadingList(StrategyDefinition definition, IndicatorGraphs graphs) {
    compiler = new RuleCompiler(definition.market().primaryTimeframe(), graphs, RuleScope.EMPTY);
  }

  /**
   * Asks for a value.
   *
   * @param text such as {@code close}, {@code rsi(14)[1]}, {@code macd(12,26,9).signal} or {@code
   *     ema(50)@5m}
   * @throws RuleException if it names what does not exist
   */
  public Reading add(String text) {
    Reading reading = compiler.reading(text);
    if (!readings.contains(reading)) {
      readings.add(reading);
    }
    return reading;
  }

  /** Asks for a value of a timeframe, as of its latest bar closed by the decision. */
  public Reading add(String text, Timeframe timeframe) {
    return add(text + "@" + timeframe.code());
  }

  /** Everything asked for so far, in order. */
  public List<Reading> all() {
    return List.copyOf(readings);
  }
}
