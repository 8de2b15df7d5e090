package io.tidemark.core.strategy;

import io.tidemark.model.Timeframe;
import java.util.Map;

/**
 * Where in a rule the compiler is.
 *
 * @param text the rule, or the named indicator's text
 * @param timeframe whose bars are meant
 * @param moved whether an {@code @} named the timeframe
 * @param index how many bars of it earlier
 * @param crossing whether the value of the decision before is needed too
 * @param argument whether it is the argument of an indicator
 * @param expansions how many named indicators it is inside of
 * @param reads collects what is read, by name
 */
record CompileContext(
    String text,
    Timeframe timeframe,
    boolean moved,
    int index,
    boolean crossing,
    boolean argument,
    int expansions,
    Map<String, Reading> reads) {

  static CompileContext of(String text, Timeframe timeframe, Map<String, Reading> reads) {
    return new CompileContext(text, timeframe, false, 0, false, false, 0, reads);
  }

  CompileContext at(Timeframe other) {
    return new CompileContext(text, other, true, index, crossing, argument, expansions, reads);
  }

  CompileContext earlier(int bars) {
    return new CompileContext(
        text, timeframe, moved, index + bars, crossing, argument, expansions, reads);
  }

  CompileContext crossed() {
    return new CompileContext(text, timeframe, moved, index, true, argument, expansions, reads);
  }

  CompileContext expanded(String indicatorText) {
    return new CompileContext(
        indicatorText, timeframe, moved, index, crossing, argument, expansions + 1, reads);
  }

  CompileContext ofArgument(Map<String, Reading> argumentReads) {
    return new CompileContext(text, timeframe, moved, 0, false, true, expansions, argumentReads);
  }

  RuleException error(String problem, int column) {
    return new RuleException(problem, text, column);
  }
}
