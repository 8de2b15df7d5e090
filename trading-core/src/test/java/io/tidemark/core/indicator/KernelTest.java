package io.tidemark.core.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.tidemark.core.Allocation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every kernel of the catalogue. */
class KernelTest {

  private static final Market WALK = Market.of(Market.Kind.WALK, 600, 1);

  static Stream<Sample> kernels() {
    return Sample.all();
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void isUndefinedOneBarBeforeItsWarmUpAndDefinedAtIt(Sample sample) {
    Kernel kernel = sample.kernel();
    Instant from = kernel.historyFrom();
    int first = from == null ? 0 : firstBarAt(from);
    double[] inputs = sample.inputs();
    for (int i = 0; i < kernel.warmUp() - 1; i++) {
      WALK.read(sample.definition(), first + i, inputs);
      kernel.update(inputs);
      for (int output = 0; output < kernel.outputs(); output++) {
        assertThat(kernel.value(output)).as("bar %d output %d", i, output).isNaN();
      }
    }
    WALK.read(sample.definition(), first + kernel.warmUp() - 1, inputs);
    kernel.update(inputs);
    for (int output = 0; output < kernel.outputs(); output++) {
      assertThat(kernel.value(output)).as("output %d", output).isFinite();
    }
  }

  private static int firstBarAt(Instant from) {
    int i = 0;
    while (WALK.at(BarField.OPEN_TIME, i) < from.getEpochSecond()) {
      i++;
    }
    return i;
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void recoversFromAFlatSeries(Sample sample) {
    Kernel kernel = sample.kernel();
    Market flat = Market.of(Market.Kind.FLAT, 200, 2);
    double[] inputs = sample.inputs();
    for (int i = 0; i < flat.length; i++) {
      flat.read(sample.definition(), i, inputs);
      kernel.update(inputs);
    }
    double still = kernel.value();
    boolean moved = false;
    for (int i = 200; i < 400; i++) {
      WALK.read(sample.definition(), i, inputs);
      kernel.update(inputs);
      moved |= kernel.value() != still;
    }
    assertThat(moved).isTrue();
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void goesOnExactlyFromASavedState(Sample sample) throws IOException {
    Kernel whole = sample.kernel();
    Kernel split = sample.kernel();
    Random random = new Random(2);
    double[] inputs = sample.inputs();
    for (int i = 0; i < WALK.length; i++) {
      if (random.nextInt(5) == 0) {
        split = reload(sample, split);
      }
      WALK.read(sample.definition(), i, inputs);
      whole.update(inputs);
      split.update(inputs);
      for (int output = 0; output < whole.outputs(); output++) {
        assertThat(Double.doubleToLongBits(split.value(output)))
            .isEqualTo(Double.doubleToLongBits(whole.value(output)));
      }
    }
  }

  static Kernel reload(Sample sample, Kernel kernel) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    kernel.save(new DataOutputStream(bytes));
    Kernel restored = sample.kernel();
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    restored.restore(in);
    assertThat(in.available()).isZero();
    return restored;
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void takesABarWithoutAllocation(Sample sample) {
    Kernel kernel = sample.kernel();
    double[] inputs = sample.inputs();
    int[] next = {0};
    double[] sink = {0};

    long bytes =
        Allocation.bytesOf(
            10_000,
            () -> {
              WALK.read(sample.definition(), next[0]++ % WALK.length, inputs);
              kernel.update(inputs);
              for (int output = 0; output < kernel.outputs(); output++) {
                sink[0] += kernel.value(output);
              }
            });

    assertThat(bytes).isLessThan(10_000);
  }

  @Test
  void averagesOfAFlatWindowAreTheValueItself() {
    Sma sma = new Sma(3);
    Wma wma = new Wma(3);
    Bollinger bands = new Bollinger(3, 2);
    LinearRegression line = new LinearRegression(3);
    for (double value : new double[] {7, 1e9, 3, 0.1, 0.1, 0.1}) {
      sma.update(value);
      wma.update(value);
      bands.update(value);
      line.update(value);
    }
    assertThat(sma.value()).isEqualTo(0.1);
    assertThat(wma.value()).isEqualTo(0.1);
    assertThat(bands.value(0)).isEqualTo(0.1);
    assertThat(bands.value(1)).isEqualTo(0.1);
    assertThat(bands.value(2)).isEqualTo(0.1);
    assertThat(bands.value(3)).isEqualTo(0.5);
    assertThat(bands.value(4)).isZero();
    assertThat(line.value(0)).isEqualTo(0.1);
    assertThat(line.value(1)).isZero();
  }

  @Test
  void runningSumsDoNotDrift() {
    Random random = new Random(5);
    Sma sma = new Sma(20);
    Wma wma = new Wma(20);
    Bollinger bands = new Bollinger(20, 2);
    RollingSum sum = new RollingSum(20);
    double[] last = new double[20];
    for (int i = 0; i < 200_000; i++) {
      double value = random.nextInt(100) == 0 ? 1e12 : random.nextDouble();
      if (i >= 199_960) {
        value = random.nextDouble();
      }
      last[i % 20] = value;
      sma.update(value);
      wma.update(value);
      bands.update(value);
      sum.update(value);
    }
    double mean = Arrays.stream(last).sum() / 20;
    double squares = Arrays.stream(last).map(x -> (x - mean) * (x - mean)).sum();

    assertThat(sma.value()).isCloseTo(mean, offset(1e-12));
    assertThat(sum.mean()).isCloseTo(mean, offset(1e-12));
    assertThat(wma.value()).isBetween(0.0, 1.0);
    assertThat(bands.value(1) - bands.value(0))
        .isCloseTo(2 * Math.sqrt(squares / 20), offset(1e-12));
  }

  @Test
  void extremesEqualTheScanOfTheWindow() {
    double[] values = WALK.field(BarField.CLOSE);
    for (int period : new int[] {1, 2, 7, 50}) {
      Extreme highest = Extreme.highest(period);
      Extreme lowest = Extreme.lowest(period);
      LatestExtreme latestHighest = LatestExtreme.highest(period);
      LatestExtreme latestLowest = LatestExtreme.lowest(period);
      for (int i = 0; i < values.length; i++) {
        highest.update(values[i]);
        lowest.update(values[i]);
        latestHighest.update(values[i]);
        latestLowest.update(values[i]);
        if (i + 1 >= period) {
          double[] window = Arrays.copyOfRange(values, i + 1 - period, i + 1);
          assertThat(highest.value()).isEqualTo(Arrays.stream(window).max().orElseThrow());
          assertThat(lowest.value()).isEqualTo(Arrays.stream(window).min().orElseThrow());
          assertThat(latestHighest.value()).isEqualTo(highest.value());
          assertThat(latestLowest.value()).isEqualTo(lowest.value());
          assertThat(values[i - latestHighest.age()]).isEqualTo(highest.value());
          assertThat(values[i - latestLowest.age()]).isEqualTo(lowest.value());
        }
      }
    }
  }

  @Test
  void refusesArgumentsThatDoNotFit() {
    IndicatorCatalogue catalogue = IndicatorCatalogue.standard();
    IndicatorDefinition sma = catalogue.find("sma").orElseThrow();
    IndicatorDefinition macd = catalogue.find("macd").orElseThrow();
    IndicatorDefinition anchored = catalogue.find("anchored_vwap").orElseThrow();

    assertThatThrownBy(() -> sma.kernel(0)).hasMessageContaining("whole number from 1 to 100000");
    assertThatThrownBy(() -> sma.kernel(2.5)).hasMessageContaining("was 2.5");
    assertThatThrownBy(() -> sma.kernel(Double.NaN)).hasMessageContaining("was NaN");
    assertThatThrownBy(() -> sma.kernel(1, 2)).hasMessageContaining("sma([close,] period)");
    assertThatThrownBy(() -> macd.kernel(26, 12, 9)).hasMessageContaining("slow must be 27");
    assertThatThrownBy(() -> macd.kernel(1, 2, 3, 4))
        .hasMessageContaining("takes 0 to 3 number(s), was given 4")
        .hasMessageContaining("macd([close,] fast=12, slow=26, signal=9)");
    assertThatThrownBy(() -> anchored.kernel(20250231))
        .hasMessageContaining("date must be written like 20250131, was 20250231");
  }
}
