package io.tidemark.core.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.SharedData;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kernel against TA-Lib's own values, at every bar of recorded markets. */
class ReferenceTableTest {

  private static final double RELATIVE = 1e-8;
  private static final IndicatorCatalogue CATALOGUE = IndicatorCatalogue.standard();

  /** Feeds a kernel from a row's cells: open, high, low, close, volume from column 1 on. */
  private record Column(Kernel kernel, int output, int... inputs) {}

  private static Map<String, Column> columns() {
    Map<String, Column> columns = new LinkedHashMap<>();
    columns.put("SMA_20", new Column(make("sma", 20), 0, 4));
    columns.put("EMA_20", new Column(make("ema", 20), 0, 4));
    columns.put("WMA_20", new Column(make("wma", 20), 0, 4));
    columns.put("RSI_14", new Column(make("rsi", 14), 0, 4));
    columns.put("ROC_10", new Column(make("roc", 10), 0, 4));
    columns.put("ATR_14", new Column(make("atr", 14), 0, 2, 3, 4));
    columns.put("MACD_12_26_9", new Column(make("macd", 12, 26, 9), 0, 4));
    columns.put("MACD_SIGNAL", new Column(make("macd", 12, 26, 9), 1, 4));
    columns.put("MACD_HIST", new Column(make("macd", 12, 26, 9), 2, 4));
    columns.put("BB_MIDDLE", new Column(make("bollinger", 20, 2), 0, 4));
    columns.put("BB_UPPER_20_2", new Column(make("bollinger", 20, 2), 1, 4));
    columns.put("BB_LOWER", new Column(make("bollinger", 20, 2), 2, 4));
    columns.put("MAX_HIGH_20", new Column(make("highest", 20), 0, 2));
    columns.put("MIN_LOW_20", new Column(make("lowest", 20), 0, 3));
    return columns;
  }

  private static Kernel make(String name, double... arguments) {
    return CATALOGUE.find(name).orElseThrow().kernel(arguments);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "binance_BTCUSDT_1m_2025-01_first5000",
        "binance_ETHUSDT_1h_first5000",
        "coinbase_BTCUSD_1d_all"
      })
  void equalsTheReferenceAtEveryBar(String table) throws IOException {
    List<String[]> rows = read(table);
    List<String> header = Arrays.asList(rows.getFirst());
    columns()
        .forEach(
            (name, column) -> {
              int place = header.indexOf(name);
              assertThat(place).as(name).isPositive();
              compare(name, column, rows.subList(1, rows.size()), place);
            });
  }

  private static void compare(String name, Column column, List<String[]> rows, int place) {
    double[] inputs = new double[column.inputs().length];
    int compared = 0;
    for (int i = 0; i < rows.size(); i++) {
      String[] cells = rows.get(i);
      for (int j = 0; j < inputs.length; j++) {
        inputs[j] = Double.parseDouble(cells[column.inputs()[j]]);
      }
      column.kernel().update(inputs);
      double seen = column.kernel().value(column.output());
      if (cells[place].isEmpty()) {
        assertThat(seen).as("%s at row %d", name, i).isNaN();
      } else {
        double expected = Double.parseDouble(cells[place]);
        double scale = Math.max(Math.abs(expected), floor(name, inputs));
        assertThat(Math.abs(seen - expected) / scale)
            .as("%s at row %d: expected %s, was %s", name, i, expected, seen)
            .isLessThan(RELATIVE);
        compared++;
      }
    }
    assertThat(compared).as(name).isEqualTo(rows.size() - column.kernel().warmUp() + 1);
  }

  /** Differences of prices may cancel to nothing: they are judged on the scale of prices. */
  private static double floor(String name, double[] inputs) {
    return name.startsWith("MACD") ? inputs[0] * 1e-4 : 1e-3;
  }

  private static List<String[]> read(String table) throws IOException {
    List<String[]> rows = new ArrayList<>();
    try (BufferedReader reader =
        SharedData.open("reference/talib-java-0.4.0/" + table + ".csv.gz")) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        rows.add(line.split(",", -1));
      }
    }
    return rows;
  }
}
