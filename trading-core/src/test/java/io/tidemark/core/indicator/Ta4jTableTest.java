package io.tidemark.core.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.SharedData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Kernels against the sheets of ta4j's own tests. Ours follow TA-Lib, so that two things differ:
 * ta4j shows averages of fewer values while a window fills, which we do not; and it starts
 * exponential and Wilder averages from the first value, we from a simple average of the first ones.
 * The first is passed over; of the second the difference dies away as the averages forget.
 */
class Ta4jTableTest {

  @ParameterizedTest
  @CsvSource({
    "SMA, sma, SMA, 13",
    "LSMA2, linreg, lsma_20, 20",
    "LSMA1, linreg, Plot, 20",
  })
  void equalsTheSheetOnceTheWindowIsFull(String sheet, String name, String column, int period)
      throws IOException {
    List<double[]> rows = compared(sheet, name, column, period);

    assertThat(rows).hasSizeGreaterThan(300);
    assertThat(rows).allSatisfy(row -> assertThat(row[0]).isCloseTo(row[1], within(1e-9, row[1])));
  }

  @ParameterizedTest
  @CsvSource({
    "EMA, ema, EMA, 13, 0",
    "ATR, atr, ATR, 13, 0",
    "RSI, rsi, RSI, 13, 0",
  })
  void comesToTheSheetAsTheStartIsForgotten(
      String sheet, String name, String column, int period, int output) throws IOException {
    List<double[]> rows = compared(sheet, name, column, period);
    double[] first = rows.getFirst();
    double[] last = rows.getLast();

    assertThat(Math.abs(first[0] - first[1])).isGreaterThan(1e-3);
    assertThat(last[0]).isCloseTo(last[1], within(1e-9, last[1]));
  }

  private static Offset<Double> within(double relative, double value) {
    return Offset.offset(relative * Math.max(1, Math.abs(value)));
  }

  /** Our value and the sheet's at each bar where ours is defined. */
  private static List<double[]> compared(String sheet, String name, String column, int period)
      throws IOException {
    IndicatorDefinition definition = IndicatorCatalogue.standard().find(name).orElseThrow();
    Kernel kernel = definition.kernel(period);
    double[] inputs = new double[definition.inputs().size()];
    List<double[]> result = new ArrayList<>();
    List<String> header = List.of();
    for (String line : SharedData.lines("reference/ta4j/" + sheet + ".csv")) {
      String[] cells = line.split(",", -1);
      if (cells[0].equalsIgnoreCase("date") || cells[0].equals("time")) {
        header = Arrays.stream(cells).map(String::strip).toList();
      } else if (!header.isEmpty() && Character.isDigit(line.isEmpty() ? ' ' : line.charAt(0))) {
        for (int j = 0; j < inputs.length; j++) {
          inputs[j] = Double.parseDouble(cells[1 + definition.inputs().get(j).ordinal()]);
        }
        kernel.update(inputs);
        if (!Double.isNaN(kernel.value())) {
          double expected = Double.parseDouble(cells[header.indexOf(column)]);
          result.add(new double[] {kernel.value(), expected});
        }
      }
    }
    return result;
  }
}
