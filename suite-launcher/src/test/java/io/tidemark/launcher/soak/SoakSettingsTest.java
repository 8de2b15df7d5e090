package io.tidemark.launcher.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the command line refuses, WrongOptionsTest tries. */
class SoakSettingsTest {

  @ParameterizedTest
  @CsvSource({"PT1M, PT10S", "PT2H, PT10S", "PT24H, PT1M26.4S"})
  void keepsABoundedNumberOfSamples(Duration length, Duration period) {
    assertThat(new SoakSettings(length, 50, 600, 1, null).samplePeriod()).isEqualTo(period);
  }
}
