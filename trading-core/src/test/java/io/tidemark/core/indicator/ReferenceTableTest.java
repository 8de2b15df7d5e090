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

  /** Below this a value is judged by its error itself: differences may cancel to nothing. */
  private static final double FLOOR = 1e-3;

  /** After the time and the bar's own five. */
  private static final int FIRST_COLUMN = 6;

  private static final IndicatorCatalogue CATALOGUE = IndicatorCatalogue.standard();

  /** A kernel and the place of the value that a column shows. */
  private record Column(IndicatorDefinition definition, Kernel kernel, int output) {}

  /** All columns of the tables, as rules write them. */
  private static Map<String, Column> columns() {
    Map<String, Column> columns = new LinkedHashMap<>();
    columns.put("SMA_20", column("sma", "", 20));
    columns.put("EMA_20", column("ema", "", 20));
    columns.put("WMA_20", column("wma", "", 20));
    columns.put("DEMA_20", column("dema", "", 20));
    columns.put("TEMA_20", column("tema", "", 20));
    columns.put("KAMA_10", column("kama", "", 10));
    columns.put("RSI_14", column("rsi", "", 14));
    columns.put("MACD_12_26_9", column("macd", "", 12, 26, 9));
    columns.put("MACD_SIGNAL", column("macd", "signal", 12, 26, 9));
    columns.put("MACD_HIST", column("macd", "histogram", 12, 26, 9));
    columns.put("BB_UPPER_20_2", column("bollinger", "upper", 20, 2));
    columns.put("BB_MIDDLE", column("bollinger", "middle", 20, 2));
    columns.put("BB_LOWER", column("bollinger", "lower", 20, 2));
    columns.put("TRANGE", column("true_range", ""));
    columns.put("ATR_14", column("atr", "", 14));
    columns.put("ADX_14", column("adx", "", 14));
    columns.put("PLUS_DI_14", column("plus_di", "", 14));
    columns.put("MINUS_DI_14", column("minus_di", "", 14));
    columns.put("STOCH_SLOWK_14_3", column("stochastic", "k", 14, 3, 3));
    columns.put("STOCH_SLOWD_3", column("stochastic", "d", 14, 3, 3));
    columns.put("STOCHRSI_FASTK_14_14", column("stoch_rsi", "k", 14, 14, 1, 3));
    columns.put("STOCHRSI_FASTD_3", column("stoch_rsi", "d", 14, 14, 1, 3));
    columns.put("CCI_20", column("cci", "", 20));
    columns.put("WILLR_14", column("williams_r", "", 14));
    columns.put("ROC_10", column("roc", "", 10));
    columns.put("MOM_10", column("momentum", "", 10));
    columns.put("MFI_14", column("mfi", "", 14));
    columns.put("OBV", column("obv", ""));
    columns.put("AD", column("ad", ""));
    columns.put("SAR_002_02", column("psar", "", 0.02, 0.2));
    columns.put("AROON_DOWN_14", column("aroon", "down", 14));
    columns.put("AROON_UP_14", column("aroon", "up", 14));
    columns.put("STDDEV_20_POP", column("stddev", "", 20));
    columns.put("LINEARREG_14", column("linreg", "", 14));
    columns.put("LINEARREG_SLOPE_14", column("linreg_slope", "", 14));
    columns.put("TRIX_15", column("trix", "", 15));
    columns.put("ULTOSC_7_14_28", column("ultimate_oscillator", "", 7, 14, 28));
    columns.put("CMO_14", column("cmo", "", 14));
    columns.put("NATR_14", column("natr", "", 14));
    columns.put("MAX_HIGH_20", column("highest", "", 20));
    columns.put("MIN_LOW_20", column("lowest", "", 20));
    columns.put("HT_TRENDLINE", column("ht_trendline", ""));
    columns.put("CDL_ENGULFING", column("cdl_engulfing", ""));
    columns.put("CDL_DOJI", column("cdl_doji", ""));
    columns.put("CDL_HAMMER", column("cdl_hammer", ""));
    return columns;
  }

  private static Column column(String name, String output, double... arguments) {
    IndicatorDefinition definition = CATALOGUE.find(name).orElseThrow();
    int place = output.isEmpty() ? 0 : definition.outputs().indexOf(output);
    return new Column(definition, definition.kernel(arguments), place);
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
    Map<String, Column> columns = columns();
    assertThat(columns.keySet())
        .containsExactlyInAnyOrderElementsOf(header.subList(FIRST_COLUMN, header.size()));
    List<String[]> bars = rows.subList(1, rows.size());
    assertThat(columns.entrySet())
        .allSatisfy(
            entry ->
                compare(entry.getKey(), entry.getValue(), bars, header.indexOf(entry.getKey())));
  }

  private static void compare(String name, Column column, List<String[]> rows, int place) {
    double[] inputs = new double[column.definition().inputs().size()];
    int compared = 0;
    for (int i = 0; i < rows.size(); i++) {
      String[] cells = rows.get(i);
      for (int j = 0; j < inputs.length; j++) {
        inputs[j] = field(cells, column.definition().inputs().get(j));
      }
      column.kernel().update(inputs);
      double seen = column.kernel().value(column.output());
      if (cells[place].isEmpty()) {
        assertThat(seen).as("%s at row %d", name, i).isNaN();
      } else {
        double expected = Double.parseDouble(cells[place]);
        double scale = Math.max(Math.abs(expected), FLOOR);
        assertThat(Math.abs(seen - expected) / scale)
            .as("%s at row %d: expected %s, was %s", name, i, expected, seen)
            .isLessThan(RELATIVE);
        compared++;
      }
    }
    assertThat(compared).as(name).isEqualTo(rows.size() - column.kernel().warmUp() + 1);
  }

  private static double field(String[] cells, BarField field) {
    double high = Double.parseDouble(cells[2]);
    double low = Double.parseDouble(cells[3]);
    double close = Double.parseDouble(cells[4]);
    return switch (field) {
      case OPEN -> Double.parseDouble(cells[1]);
      case HIGH -> high;
      case LOW -> low;
      case CLOSE -> close;
      case VOLUME -> Double.parseDouble(cells[5]);
      case HLC3 -> (high + low + close) / 3;
      default -> throw new IllegalArgumentException("the tables have no " + field);
    };
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
