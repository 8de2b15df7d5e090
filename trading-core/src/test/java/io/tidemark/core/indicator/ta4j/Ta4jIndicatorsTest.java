package io.tidemark.core.indicator.ta4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.tidemark.core.indicator.IndicatorCatalogue;
import io.tidemark.core.indicator.IndicatorDefinition;
import io.tidemark.core.indicator.IndicatorGraphs;
import io.tidemark.core.indicator.Kernel;
import io.tidemark.core.strategy.RuleCompiler;
import io.tidemark.core.strategy.RuleScope;
import io.tidemark.model.Timeframe;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ta4j.core.Indicator;

class Ta4jIndicatorsTest {

  private static final String ROOT = "org/ta4j/core/indicators/";
  private static final int BARS = 1_100;

  static Stream<String> reachable() {
    return Ta4jIndicators.classNames().stream()
        .filter(name -> Ta4jIndicators.whyNot(name).isEmpty());
  }

  @Test
  void knowsEveryIndicatorClassOfTheLibrary() throws Exception {
    Set<String> found = new TreeSet<>();
    Path jar = Path.of(Indicator.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (ZipFile library = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : Collections.list(library.entries())) {
        String name = entry.getName();
        if (name.startsWith(ROOT) && name.endsWith(".class") && isIndicator(name)) {
          found.add(name.substring(name.lastIndexOf('/') + 1, name.length() - 6));
        }
      }
    }

    assertThat(Ta4jIndicators.classNames()).isEqualTo(found);
  }

  private static boolean isIndicator(String entry) throws ClassNotFoundException {
    String name = entry.substring(0, entry.length() - 6).replace('/', '.');
    if (name.endsWith("package-info")) {
      return false;
    }
    Class<?> type = Class.forName(name);
    return Indicator.class.isAssignableFrom(type)
        && Modifier.isPublic(type.getModifiers())
        && !Modifier.isAbstract(type.getModifiers());
  }

  @Test
  void isFoundThroughTheCatalogue() {
    IndicatorCatalogue catalogue = IndicatorCatalogue.standard();

    assertThat(catalogue.find("ta4j.RSIIndicator"))
        .map(IndicatorDefinition::signature)
        .contains("ta4j.RSIIndicator([close,] barCount)");
    assertThat(catalogue.find("ta4j.NoIndicator")).isEmpty();
    assertThat(catalogue.find("ta4j.FixedIndicator")).isEmpty();
  }

  @Test
  void isWrittenInRulesByItsName() {
    IndicatorGraphs graphs = new IndicatorGraphs(IndicatorCatalogue.standard());
    RuleCompiler compiler = new RuleCompiler(Timeframe.M1, graphs, RuleScope.EMPTY);

    assertThat(compiler.series("ta4j.RSIIndicator(14)").key()).isEqualTo("ta4j.RSIIndicator(14)");
    assertThat(compiler.series("sma(ta4j.RSIIndicator(volume, 14), 3)").key())
        .isEqualTo("sma(ta4j.RSIIndicator(volume,14),3)");
    assertThatThrownBy(() -> compiler.series("ta4j.Nothing(14)"))
        .hasMessageContaining("there is no indicator 'ta4j.Nothing'");
  }

  @Test
  void givesTa4jsOwnValues() {
    Kernel mean = kernel("SMAIndicator", 3);
    Kernel upper = kernel("BollingerBandsUpperIndicator", 3, 2);
    double[] closes = {10, 11, 15, 13};
    for (int i = 0; i < closes.length; i++) {
      double[] bar = bar(closes[i], i);
      mean.update(bar);
      upper.update(bar);
    }

    assertThat(mean.value()).isCloseTo(13, offset(1e-12));
    assertThat(upper.value()).isCloseTo(13 + 2 * Math.sqrt(8.0 / 3), offset(1e-9));
  }

  @Test
  void tellsHowItIsWritten() {
    assertThatThrownBy(() -> kernel("RSIIndicator"))
        .hasMessageContaining("ta4j.RSIIndicator takes 1 number(s), was given 0");
    assertThatThrownBy(() -> kernel("RSIIndicator", 2.5))
        .hasMessageContaining("barCount must be a whole number");
    assertThatThrownBy(() -> kernel("MACDIndicator", 12))
        .hasMessageContaining("ta4j has no MACDIndicator of 1 number(s)")
        .hasMessageContaining("shortBarCount, longBarCount");
    assertThatThrownBy(() -> kernel("MACDIndicator", 26, 12))
        .hasMessageContaining("ta4j refuses these arguments of MACDIndicator");
  }

  @ParameterizedTest
  @MethodSource("reachable")
  void givesNumbersAndGoesOnExactlyFromASavedState(String name) throws IOException {
    IndicatorDefinition definition = definition(name);
    double[] arguments = TypicalArguments.of(name);
    Kernel whole = definition.kernel(arguments);
    Kernel parted = definition.kernel(arguments);
    Random random = new Random(1);
    double close = 100;
    int numbers = 0;
    for (int i = 0; i < BARS; i++) {
      double[] bar = bar(close, i);
      whole.update(bar);
      parted.update(bar);
      if (random.nextInt(400) == 0) {
        parted = reloaded(definition.kernel(arguments), parted);
      }
      assertThat(Double.doubleToLongBits(parted.value()))
          .as("bar %d", i)
          .isEqualTo(Double.doubleToLongBits(whole.value()));
      numbers += Double.isNaN(whole.value()) ? 0 : 1;
      close = Math.round(close * (1 + 0.01 * random.nextGaussian()) * 100) / 100.0;
    }
    assertThat(numbers).as("numbers in %d bars", BARS).isPositive();
  }

  private static Kernel reloaded(Kernel fresh, Kernel kernel) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    kernel.save(new DataOutputStream(bytes));
    fresh.restore(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    return fresh;
  }

  private static Kernel kernel(String name, double... arguments) {
    return definition(name).kernel(arguments);
  }

  private static IndicatorDefinition definition(String name) {
    Optional<IndicatorDefinition> definition = Ta4jIndicators.find("ta4j." + name);
    return definition.orElseThrow();
  }

  /** Close, open, high, low, volume, open time, close time of a minute bar. */
  private static double[] bar(double close, int index) {
    double open = close * (1 + 0.002 * Math.sin(index));
    double high = Math.max(open, close) * 1.002;
    double low = Math.min(open, close) * 0.997;
    double time = 1_700_000_040.0 + 60 * index;
    return Arrays.copyOf(new double[] {close, open, high, low, 10 + index % 7, time, time + 60}, 7);
  }
}
