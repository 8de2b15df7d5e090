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
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every kernel of the catalogue. */
class KernelTest {

  /** A kernel of the catalogue with some arguments. */
  record Sample(IndicatorDefinition definition, double[] arguments) {
    Kernel kernel() {
      return definition.kernel(arguments);
    }

    double[] inputs(double value) {
      double[] inputs = new double[definition.inputs().size()];
      Arrays.fill(inputs, value);
      return inputs;
    }

    @Override
    public String toString() {
      return definition.name() + Arrays.toString(arguments);
    }
  }

  static Stream<Sample> kernels() {
    return IndicatorCatalogue.standard().definitions().stream()
        .flatMap(
            definition ->
                switch (definition.name()) {
                  case "macd" -> Stream.of(new Sample(definition, new double[] {3, 7, 4}));
                  case "bollinger" -> Stream.of(new Sample(definition, new double[] {5, 2}));
                  default ->
                      Stream.of(2, 5, 13)
                          .map(period -> new Sample(definition, new double[] {period}));
                });
  }

  private static double[] walk(int length, long seed) {
    Random random = new Random(seed);
    double[] values = new double[length];
    double price = 40_000;
    for (int i = 0; i < length; i++) {
      price *= 1 + random.nextGaussian() * 0.001;
      values[i] = Math.round(price * 10) / 10.0;
    }
    return values;
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void isUndefinedOneBarBeforeItsWarmUpAndDefinedAtIt(Sample sample) {
    Kernel kernel = sample.kernel();
    double[] values = walk(kernel.warmUp(), 1);
    for (int i = 0; i < values.length - 1; i++) {
      kernel.update(sample.inputs(values[i]));
      for (int output = 0; output < kernel.outputs(); output++) {
        assertThat(kernel.value(output)).as("bar %d output %d", i, output).isNaN();
      }
    }
    kernel.update(sample.inputs(values[values.length - 1]));
    for (int output = 0; output < kernel.outputs(); output++) {
      assertThat(kernel.value(output)).isFinite();
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void goesOnExactlyFromASavedState(Sample sample) throws IOException {
    Kernel whole = sample.kernel();
    Kernel split = sample.kernel();
    Random random = new Random(2);
    for (double value : walk(300, 3)) {
      if (random.nextInt(5) == 0) {
        split = reload(sample, split);
      }
      whole.update(sample.inputs(value));
      split.update(sample.inputs(value));
      for (int output = 0; output < whole.outputs(); output++) {
        assertThat(Double.doubleToLongBits(split.value(output)))
            .isEqualTo(Double.doubleToLongBits(whole.value(output)));
      }
    }
  }

  private static Kernel reload(Sample sample, Kernel kernel) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    kernel.save(new DataOutputStream(bytes));
    Kernel restored = sample.kernel();
    restored.restore(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    return restored;
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void recoversFromAFlatSeries(Sample sample) {
    Kernel kernel = sample.kernel();
    for (int i = 0; i < 200; i++) {
      kernel.update(sample.inputs(0.1));
      for (int output = 0; i >= kernel.warmUp() && output < kernel.outputs(); output++) {
        assertThat(kernel.value(output)).isFinite();
      }
    }
    double flat = kernel.value();
    double[] values = walk(200, 4);
    for (double value : values) {
      kernel.update(sample.inputs(value));
    }
    assertThat(kernel.value()).isFinite().isNotEqualTo(flat);
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void takesABarWithoutAllocation(Sample sample) {
    Kernel kernel = sample.kernel();
    double[] values = walk(1_000, 8);
    double[] inputs = sample.inputs(0);
    int[] next = {0};

    long bytes =
        Allocation.bytesOf(
            10_000,
            () -> {
              Arrays.fill(inputs, values[next[0]++ % values.length]);
              kernel.update(inputs);
            });

    assertThat(bytes).isLessThan(10_000);
  }

  @Test
  void averagesOfAFlatWindowAreTheValueItself() {
    Sma sma = new Sma(3);
    Wma wma = new Wma(3);
    Bollinger bands = new Bollinger(3, 2);
    for (double value : new double[] {7, 1e9, 3, 0.1, 0.1, 0.1}) {
      sma.update(value);
      wma.update(value);
      bands.update(value);
    }
    assertThat(sma.value()).isEqualTo(0.1);
    assertThat(wma.value()).isEqualTo(0.1);
    assertThat(bands.value(0)).isEqualTo(0.1);
    assertThat(bands.value(1)).isEqualTo(0.1);
    assertThat(bands.value(2)).isEqualTo(0.1);
  }

  @Test
  void runningSumsDoNotDrift() {
    Random random = new Random(5);
    Sma sma = new Sma(20);
    Wma wma = new Wma(20);
    Bollinger bands = new Bollinger(20, 2);
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
    }
    double mean = Arrays.stream(last).sum() / 20;
    double squares = Arrays.stream(last).map(x -> (x - mean) * (x - mean)).sum();

    assertThat(sma.value()).isCloseTo(mean, offset(1e-12));
    assertThat(wma.value()).isBetween(0.0, 1.0);
    assertThat(bands.value(1) - bands.value(0))
        .isCloseTo(2 * Math.sqrt(squares / 20), offset(1e-12));
  }

  @Test
  void extremesEqualTheScanOfTheWindow() {
    double[] values = walk(500, 6);
    for (int period : new int[] {1, 2, 7, 50}) {
      Extreme highest = Extreme.highest(period);
      Extreme lowest = Extreme.lowest(period);
      for (int i = 0; i < values.length; i++) {
        highest.update(values[i]);
        lowest.update(values[i]);
        if (i + 1 >= period) {
          double[] window = Arrays.copyOfRange(values, i + 1 - period, i + 1);
          assertThat(highest.value()).isEqualTo(Arrays.stream(window).max().orElseThrow());
          assertThat(lowest.value()).isEqualTo(Arrays.stream(window).min().orElseThrow());
        }
      }
    }
  }

  @Test
  void refusesArgumentsThatDoNotFit() {
    IndicatorCatalogue catalogue = IndicatorCatalogue.standard();
    IndicatorDefinition sma = catalogue.find("sma").orElseThrow();
    IndicatorDefinition macd = catalogue.find("macd").orElseThrow();

    assertThatThrownBy(() -> sma.kernel(0)).hasMessageContaining("whole number from 1 to 100000");
    assertThatThrownBy(() -> sma.kernel(2.5)).hasMessageContaining("was 2.5");
    assertThatThrownBy(() -> sma.kernel(Double.NaN)).hasMessageContaining("was NaN");
    assertThatThrownBy(() -> sma.kernel(1, 2)).hasMessageContaining("sma([close,] period)");
    assertThatThrownBy(() -> macd.kernel(26, 12, 9)).hasMessageContaining("slow must be 27");
  }
}
