package io.tidemark.core.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.indicator.TulipTables.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Kernels against the tables of Tulip Indicators. Its values are rounded, and shown from its own
 * first bar on: they are compared from the end backwards, as far as both are defined.
 */
class TulipTableTest {

  /**
   * How Tulip's function is written here.
   *
   * @param outputs the places of its values, in Tulip's order
   * @param scale from our unit to Tulip's
   * @param skipped how many of Tulip's first values have another definition
   */
  private record Same(String name, int[] outputs, DoubleUnaryOperator scale, int skipped) {
    static Same as(String name, int... outputs) {
      return new Same(name, outputs.length == 0 ? new int[] {0} : outputs, x -> x, 0);
    }

    Same scaled(double factor) {
      return new Same(name, outputs, x -> x * factor, skipped);
    }

    Same skipping(int values) {
      return new Same(name, outputs, scale, values);
    }
  }

  private static final Map<String, Same> SAME =
      Map.ofEntries(
          Map.entry("ad", Same.as("ad")),
          Map.entry("adosc", Same.as("ad_oscillator")),
          Map.entry("aroon", Same.as("aroon", 1, 0)),
          Map.entry("aroonosc", Same.as("aroon", 2)),
          Map.entry("bbands", Same.as("bollinger", 2, 0, 1)),
          Map.entry("cci", Same.as("cci")),
          // Tulip starts at the value before the first change, and shows it.
          Map.entry("kama", Same.as("kama").skipping(1)),
          Map.entry("linreg", Same.as("linreg")),
          Map.entry("linregintercept", Same.as("linreg_intercept")),
          Map.entry("linregslope", Same.as("linreg_slope")),
          Map.entry("tsf", Same.as("linreg_forecast")),
          Map.entry("max", Same.as("highest")),
          Map.entry("min", Same.as("lowest")),
          Map.entry("mfi", Same.as("mfi")),
          Map.entry("mom", Same.as("momentum")),
          // Tulip keeps the second stop out of the first bar's range too, TA-Lib does not: they are
          // one from the first turn on.
          Map.entry("psar", Same.as("psar").skipping(7)),
          Map.entry("roc", Same.as("roc").scaled(0.01)),
          Map.entry("rsi", Same.as("rsi")),
          Map.entry("sma", Same.as("sma")),
          Map.entry("stddev", Same.as("stddev")),
          Map.entry("stoch", Same.as("stochastic", 0, 1)),
          Map.entry("stochrsi", Same.as("stoch_rsi").scaled(0.01)),
          // Tulip has a range of the first bar too, its high less its low.
          Map.entry("tr", Same.as("true_range").skipping(1)),
          Map.entry("ultosc", Same.as("ultimate_oscillator")),
          Map.entry("var", Same.as("variance")),
          Map.entry("willr", Same.as("williams_r")),
          Map.entry("wma", Same.as("wma")));

  /** Where the definitions differ. TA-Lib's, which we follow, are held by the other tables. */
  private static final Map<String, String> DIFFERENT =
      Map.ofEntries(
          Map.entry("ema", "Tulip starts from the first value, TA-Lib from a simple average"),
          Map.entry("dema", "of averages that start from the first value"),
          Map.entry("tema", "of averages that start from the first value"),
          Map.entry("trix", "of averages that start from the first value"),
          Map.entry("macd", "of averages that start from the first value"),
          Map.entry("atr", "Tulip counts the first bar's high less low as a true range"),
          Map.entry("natr", "of an average true range that counts the first bar"),
          Map.entry("di", "Tulip does not smooth its first value and so starts a bar earlier"),
          Map.entry("dx", "of directional movement that starts a bar earlier"),
          Map.entry("adx", "of directional movement that starts a bar earlier"),
          Map.entry("adxr", "of directional movement that starts a bar earlier"),
          Map.entry("obv", "Tulip starts from 0, TA-Lib from the first bar's volume"),
          Map.entry("cmo", "Tulip sums over a window, TA-Lib takes Wilder's averages"));

  static Stream<Table> tables() throws IOException {
    List<Table> all = new ArrayList<>();
    for (String file : List.of("atoz.txt", "extra.txt", "untest.txt")) {
      all.addAll(TulipTables.read(file));
    }
    return all.stream();
  }

  static Stream<Table> same() throws IOException {
    return tables().filter(table -> SAME.containsKey(table.name()));
  }

  static Stream<Table> different() throws IOException {
    return tables().filter(table -> DIFFERENT.containsKey(table.name()));
  }

  @ParameterizedTest
  @MethodSource("same")
  void equalsTheTable(Table table) {
    Same same = Objects.requireNonNull(SAME.get(table.name()));
    assertThat(worstError(table, same)).as("%s", table).isLessThan(1);
  }

  @ParameterizedTest
  @MethodSource("different")
  void differsForTheReasonGiven(Table table) {
    Same plain =
        switch (table.name()) {
          case "macd" -> Same.as("macd", 0, 1, 2);
          case "di" -> Same.as("adx", 1, 2);
          default -> Same.as(table.name());
        };
    assertThat(worstError(table, plain)).as("%s", table).isGreaterThan(1);
  }

  /** The greatest error in units of what rounding explains. */
  private static double worstError(Table table, Same same) {
    IndicatorDefinition definition = IndicatorCatalogue.standard().find(same.name()).orElseThrow();
    Kernel kernel = definition.kernel(arguments(table));
    int inputs = table.arrays().size() - same.outputs().length;
    int bars = table.arrays().getFirst().length;
    double[][] seen = new double[same.outputs().length][bars];
    for (int i = 0; i < bars; i++) {
      kernel.update(values(table, definition, inputs, i));
      for (int j = 0; j < seen.length; j++) {
        seen[j][i] = same.scale().applyAsDouble(kernel.value(same.outputs()[j]));
      }
    }
    double worst = 0;
    for (int j = 0; j < seen.length; j++) {
      double[] expected = table.arrays().get(inputs + j);
      for (int i = same.skipped(); i < expected.length; i++) {
        double ours = seen[j][bars - expected.length + i];
        double error = Math.abs(ours - expected[i]) / (0.0011 + 1e-5 * Math.abs(expected[i]));
        worst = Math.max(worst, Double.isNaN(error) ? Double.POSITIVE_INFINITY : error);
      }
    }
    return worst;
  }

  private static double[] arguments(Table table) {
    double n = table.options().length == 0 ? 0 : table.options()[0];
    return table.name().equals("stochrsi") ? new double[] {n, n, 1, 1} : table.options();
  }

  /**
   * Tulip gives high, low, close and volume where we read a typical price, and high and low alone
   * where a close is needed for the true range only, which DX does not depend on.
   */
  private static double[] values(Table table, IndicatorDefinition definition, int inputs, int i) {
    double[] values =
        table.arrays().subList(0, inputs).stream().mapToDouble(array -> array[i]).toArray();
    if (values.length == 2 && definition.inputs().equals(Definitions.RANGE)) {
      return new double[] {values[0], values[1], (values[0] + values[1]) / 2};
    }
    return definition.inputs().getFirst() == BarField.HLC3 && values.length >= 3
        ? Arrays.copyOf(
            new double[] {(values[0] + values[1] + values[2]) / 3, values[values.length - 1]},
            definition.inputs().size())
        : values;
  }
}
