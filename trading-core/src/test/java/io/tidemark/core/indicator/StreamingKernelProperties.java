package io.tidemark.core.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** Kernels against a second way to their values, on markets that are hard on them. */
class StreamingKernelProperties {

  private static final int BARS = 200;
  private static final double TOLERANCE = 1e-8;

  /** TA-Lib's arithmetic may stray this far from the exact value. */
  private static final double TOLERANCE_OF_STDDEV = 1e-6;

  /** Those whose steps are the definition: tables and tests of their own hold them. */
  private static final Set<String> DEFINED_BY_STEPS =
      Set.of(
          "ad",
          "ad_oscillator",
          "adx",
          "anchored_vwap",
          "arima",
          "btc_correlation",
          "cdl_doji",
          "cdl_engulfing",
          "cdl_hammer",
          "dx",
          "ht_trendline",
          "obv",
          "psar",
          "resistance",
          "supertrend",
          "support",
          "time_of_day",
          "time_of_week");

  @Example
  void everyIndicatorHasASecondWayOrAReasonForNone() {
    Set<String> covered = new TreeSet<>(BatchIndicators.names());
    covered.addAll(DEFINED_BY_STEPS);
    assertThat(covered)
        .containsExactlyElementsOf(
            IndicatorCatalogue.standard().definitions().stream()
                .map(IndicatorDefinition::name)
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Property(tries = 25, seed = "20131125")
  void streamingEqualsBatch(
      @ForAll Market.Kind kind, @ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    Market market = Market.of(kind, BARS, seed);
    Sample.all()
        .filter(sample -> BatchIndicators.names().contains(sample.definition().name()))
        .forEach(sample -> compare(sample, market));
  }

  private static void compare(Sample sample, Market market) {
    double[] arguments = sample.definition().completed(sample.arguments());
    int[] periods = Arrays.stream(arguments).mapToInt(argument -> (int) argument).toArray();
    double[][] expected =
        BatchIndicators.of(sample.definition().name(), market, periods, arguments);
    double tolerance =
        sample.definition().name().equals("stddev") ? TOLERANCE_OF_STDDEV : TOLERANCE;
    double[] allowed = Arrays.stream(expected).mapToDouble(all -> max(all) * tolerance).toArray();
    Kernel kernel = sample.kernel();
    double[] inputs = sample.inputs();
    for (int i = 0; i < market.length; i++) {
      market.read(sample.definition(), i, inputs);
      kernel.update(inputs);
      for (int output = 0; output < expected.length; output++) {
        double seen = kernel.value(output);
        double wanted = i + 1 < kernel.warmUp() ? Double.NaN : expected[output][i];
        double error = Math.abs(seen - wanted);
        assertThat(Double.isNaN(seen) ? Double.isNaN(wanted) : error <= allowed[output])
            .as("%s bar %d output %d: %s for %s", sample, i, output, seen, wanted)
            .isTrue();
      }
    }
  }

  private static double max(double[] values) {
    return Arrays.stream(values).filter(x -> !Double.isNaN(x)).map(Math::abs).max().orElse(1);
  }

  @Property(tries = 25, seed = "20131125")
  void isFiniteFromTheWarmUpOnWhateverTheMarket(
      @ForAll Market.Kind kind, @ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    Market market = Market.of(kind, BARS, seed);
    Sample.all()
        .forEach(
            sample -> {
              Kernel kernel = sample.kernel();
              double[] inputs = sample.inputs();
              int delay = kernel.historyFrom() == null ? 0 : 5 * 24;
              for (int i = 0; i < market.length; i++) {
                market.read(sample.definition(), i, inputs);
                kernel.update(inputs);
                boolean due = i + 1 >= kernel.warmUp() + delay;
                for (int output = 0; due && output < kernel.outputs(); output++) {
                  assertThat(kernel.value(output)).as("%s bar %d", sample, i).isFinite();
                }
              }
            });
  }

  @Property(tries = 10, seed = "20131125")
  void anySplitGivesTheSameBits(
      @ForAll Market.Kind kind, @ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    Market market = Market.of(kind, BARS, seed);
    Random splits = new Random(seed);
    Sample.all().forEach(sample -> compareSplit(sample, market, splits.nextInt(BARS)));
  }

  private static void compareSplit(Sample sample, Market market, int split) {
    Kernel whole = sample.kernel();
    Kernel parted = sample.kernel();
    double[] inputs = sample.inputs();
    for (int i = 0; i < market.length; i++) {
      market.read(sample.definition(), i, inputs);
      if (i == split) {
        parted = reloaded(sample, parted);
      }
      whole.update(inputs);
      parted.update(inputs);
      for (int output = 0; output < whole.outputs(); output++) {
        assertThat(Double.doubleToRawLongBits(parted.value(output)))
            .as("%s bar %d, split before %d", sample, i, split)
            .isEqualTo(Double.doubleToRawLongBits(whole.value(output)));
      }
    }
  }

  private static Kernel reloaded(Sample sample, Kernel kernel) {
    try {
      return KernelTest.reload(sample, kernel);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
