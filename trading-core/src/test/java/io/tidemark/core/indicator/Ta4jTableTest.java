package io.tidemark.core.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.SharedData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Kernels, and ta4j's own indicators reached by name, against the sheets of ta4j's tests. Ours
 * follow TA-Lib, so that two things differ: ta4j shows averages of fewer values while a window
 * fills, which we do not; and the sheets start exponential and Wilder averages from the first
 * value, we from a simple average of the first ones. The first is passed over; of the second the
 * difference dies away as the averages forget.
 */
class Ta4jTableTest {

  @ParameterizedTest
  @CsvSource({
    "SMA, SMA, sma, 13",
    "LSMA1, Plot, linreg, 20",
    "LSMA2, lsma_20, linreg, 20",
    "LSMA3, LSMA Expected, linreg, 20",
    "SMMA, SMMA, ta4j.SMMAIndicator, 10",
    "TMA, TMA, ta4j.TMAIndicator, 50",
    "ATMA, ATMA, ta4j.ATMAIndicator, 10",
    "VWMA, VWMA, ta4j.VWMAIndicator, 10",
    "KiJunV2, KiJunV2, ta4j.KiJunV2Indicator, 9",
    "McGinley, McGinley, ta4j.MCGinleyMAIndicator, 14",
    "VIDYA, VIDYA, ta4j.VIDYAIndicator, 9 1",
    "RWIHL, RWIH, ta4j.RWIHighIndicator, 20",
    "RWIHL, RWIL, ta4j.RWILowIndicator, 20",
  })
  void equalsTheSheetOnceTheWindowIsFull(String sheet, String column, String name, String arguments)
      throws IOException {
    List<double[]> rows = compared(sheet, column, name, arguments, 0);

    assertThat(rows).hasSizeGreaterThan(300);
    assertThat(rows).allSatisfy(row -> assertThat(row[0]).isCloseTo(row[1], within(1e-9, row[1])));
  }

  @ParameterizedTest
  @CsvSource({
    "EMA, EMA, ema, 13, 1e-9",
    "ATR, ATR, atr, 13, 1e-9",
    "RSI, RSI, rsi, 13, 1e-9",
    "ADX, +DI, plus_di, 13, 1e-9",
    "ADX, -DI, minus_di, 13, 1e-9",
    "ADX, ADX, ta4j.ADXIndicator, 13 8, 1e-9",
    "MMA, MMA, ta4j.MMAIndicator, 13, 1e-9",
    "AAPL_StochRSI, RSI, rsi, 14, 1e-6",
    "AAPL_StochRSI, StochRSI*100, stoch_rsi, 14 14 1 3, 1e-6",
  })
  void comesToTheSheetAsTheStartIsForgotten(
      String sheet, String column, String name, String arguments, double tolerance)
      throws IOException {
    List<double[]> rows = compared(sheet, column, name, arguments, 0);
    double[] last = rows.getLast();

    assertThat(rows.subList(0, 10)).anyMatch(row -> Math.abs(row[0] - row[1]) > 1e-3);
    assertThat(last[0]).isCloseTo(last[1], within(tolerance, last[1]));
  }

  /** The sheet is the mean round a bar: it reads four bars to come, as nothing here can. */
  @Test
  void tellsACentredMeanAsManyBarsLaterAsItLooksAhead() throws IOException {
    List<double[]> rows = compared("SGMA", "SMMA", "sma", "9", 4);

    assertThat(rows).hasSizeGreaterThan(900);
    assertThat(rows).allSatisfy(row -> assertThat(row[0]).isCloseTo(row[1], within(1e-9, row[1])));
  }

  private static Offset<Double> within(double relative, double value) {
    return Offset.offset(relative * Math.max(1, Math.abs(value)));
  }

  /**
   * The value and the sheet's at each bar where both are defined.
   *
   * @param lag how many rows earlier the sheet tells a bar's value
   */
  private static List<double[]> compared(
      String sheet, String column, String name, String arguments, int lag) throws IOException {
    IndicatorDefinition definition = IndicatorCatalogue.standard().find(name).orElseThrow();
    double[] numbers =
        Arrays.stream(arguments.split(" ")).mapToDouble(Double::parseDouble).toArray();
    Kernel kernel = definition.kernel(numbers);
    List<String> lines = SharedData.lines("reference/ta4j/" + sheet + ".csv");
    int header = headerOf(lines);
    int place = Arrays.asList(lines.get(header).split(",", -1)).lastIndexOf(column);
    List<double[]> result = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (String line : lines.subList(header + 1, lines.size())) {
      String[] cells = line.split(",", -1);
      if (Character.isDigit((line + " ").charAt(0))) {
        kernel.update(inputs(definition, cells, expected.size()));
        expected.add(cells[place]);
        String told = expected.size() > lag ? expected.get(expected.size() - 1 - lag) : "NaN";
        if (!Double.isNaN(kernel.value()) && !told.equals("NaN")) {
          result.add(new double[] {kernel.value(), Double.parseDouble(told)});
        }
      }
    }
    return result;
  }

  private static int headerOf(List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).toLowerCase(Locale.ROOT).matches("(date|time),.*")) {
        return i;
      }
    }
    throw new IllegalArgumentException("no header");
  }

  /** Prices and volume stand behind the time; a bar is a minute here. */
  private static double[] inputs(IndicatorDefinition definition, String[] cells, int bar) {
    return definition.inputs().stream()
        .mapToDouble(
            field ->
                switch (field) {
                  case OPEN_TIME -> 60.0 * bar;
                  case CLOSE_TIME -> 60.0 * (bar + 1);
                  default -> Double.parseDouble(cells[1 + field.ordinal()]);
                })
        .toArray();
  }
}
