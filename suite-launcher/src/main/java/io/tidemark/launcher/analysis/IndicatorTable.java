package io.tidemark.launcher.analysis;

import io.tidemark.core.indicator.IndicatorCatalogue;
import io.tidemark.core.indicator.IndicatorDefinition;
import io.tidemark.core.indicator.IndicatorGraphs;
import io.tidemark.core.indicator.Series;
import io.tidemark.core.strategy.RuleCompiler;
import io.tidemark.core.strategy.RuleScope;
import io.tidemark.model.Bar;
import io.tidemark.model.Timeframe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Indicator values, a row a bar: the same series that strategies read. A value that is not defined
 * is an empty cell; an indicator with several values has a column for itself, which is its first
 * value as in rules, and one for each by name.
 */
public final class IndicatorTable {

  private final IndicatorGraphs graphs;
  private final List<String> names = new ArrayList<>();
  private final List<Series> columns = new ArrayList<>();

  /**
   * @param timeframe of the bars
   * @param list indicators as rules name them, with commas between them, such as {@code
   *     rsi(14),macd(12,26,9),sma(volume,20)}
   * @throws io.tidemark.core.strategy.RuleException if one of them is no indicator
   * @throws IllegalArgumentException if the list is empty
   */
  public IndicatorTable(Timeframe timeframe, String list) {
    IndicatorCatalogue catalogue = IndicatorCatalogue.standard();
    graphs = new IndicatorGraphs(catalogue);
    RuleCompiler compiler = new RuleCompiler(timeframe, graphs, RuleScope.EMPTY);
    for (String text : split(list)) {
      for (String column : columnsOf(text, catalogue)) {
        names.add(column);
        columns.add(compiler.series(column));
      }
    }
    if (columns.isEmpty()) {
      throw new IllegalArgumentException(
          "the list of indicators must not be empty; give one such as \"rsi(14),sma(20)\"");
    }
  }

  /** The texts between the commas that stand outside of parentheses. */
  private static List<String> split(String list) {
    List<String> texts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i <= list.length(); i++) {
      char c = i == list.length() ? ',' : list.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (i == list.length() || (c == ',' && depth <= 0)) {
        texts.add(list.substring(start, i).strip());
        start = i + 1;
      }
    }
    texts.removeIf(String::isEmpty);
    return texts;
  }

  private static List<String> columnsOf(String text, IndicatorCatalogue catalogue) {
    int bracket = text.indexOf('(');
    boolean alone = bracket < 0 || closeOf(text, bracket) == text.length() - 1;
    String name = bracket < 0 ? text : text.substring(0, bracket).strip();
    List<String> outputs =
        alone
            ? catalogue.find(name).map(IndicatorDefinition::outputs).orElse(List.of())
            : List.of();
    List<String> columns = new ArrayList<>(List.of(text));
    outputs.forEach(output -> columns.add(text + "." + output));
    return columns;
  }

  /** Where the bracket closes that opens at {@code open}; -1 if it does not. */
  private static int closeOf(String text, int open) {
    int depth = 0;
    for (int i = open; i < text.length(); i++) {
      depth += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    return -1;
  }

  /** The columns' names after that of the time stamp. */
  public List<String> names() {
    return List.copyOf(names);
  }

  /**
   * Writes the table as CSV under the header {@code timestamp,...}: the time stamp is that of the
   * bar's open in milliseconds since the epoch. Names that hold a comma are quoted.
   *
   * @param bars of the timeframe, in order; once only
   */
  public void write(List<Bar> bars, Appendable out) throws IOException {
    out.append("timestamp");
    for (String name : names) {
      out.append(',').append(name.indexOf(',') < 0 ? name : '"' + name + '"');
    }
    out.append('\n');
    for (Bar bar : bars) {
      graphs.step(List.of(bar));
      out.append(Long.toString(bar.openTime().toEpochMilli()));
      for (Series column : columns) {
        double value = column.value();
        out.append(',').append(Double.isNaN(value) ? "" : Double.toString(value));
      }
      out.append('\n');
    }
  }
}
