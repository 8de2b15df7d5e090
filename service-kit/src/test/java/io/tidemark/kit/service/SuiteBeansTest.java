package io.tidemark.kit.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidemark.kit.configuration.ConfigurationWatch;
import io.tidemark.kit.configuration.Strategies;
import io.tidemark.kit.configuration.SuiteConfiguration;
import io.tidemark.model.Symbol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What services get of the suite's configuration. */
@ExtendWith(OutputCaptureExtension.class)
class SuiteBeansTest {

  private static final String SUITE =
      """
      exchange: {name: kraken}
      application: {opportunity_scan_interval_seconds: 60}
      database: {connection_string: "postgresql://user:s3cret@localhost/db"}
      """;
  private static final String STRATEGY =
      """
      market: {primary_timeframe: 1m}
      entry: {long: [close > %d]}
      """;

  @TempDir Path folder;

  private ApplicationContextRunner service() throws IOException {
    Path file = Files.writeString(folder.resolve("tidemark.yaml"), SUITE);
    Files.createDirectory(folder.resolve("strategies"));
    strategy(1);
    return new ApplicationContextRunner()
        .withInitializer(
            context ->
                context
                    .getBeanFactory()
                    .setConversionService(ApplicationConversionService.getSharedInstance()))
        .withConfiguration(AutoConfigurations.of(SuiteBeans.class))
        .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
        .withPropertyValues("tidemark.service=scanner", "tidemark.config=" + file);
  }

  private void strategy(int level) throws IOException {
    Files.writeString(folder.resolve("strategies/a.yaml"), STRATEGY.formatted(level));
  }

  @Test
  void warnsOfWhatHasNoEffectAndTellsNoValue(CapturedOutput output) throws IOException {
    service()
        .run(
            context -> {
              assertThat(context.getBean(SuiteConfiguration.class).symbols())
                  .containsExactly(Symbol.parse("BTC/USD"));
              assertThat(output)
                  .containsOnlyOnce("key=application.opportunity_scan_interval_seconds")
                  .containsOnlyOnce("key=database reason=\"the database is named by the env")
                  .doesNotContain("s3cret");
            });
  }

  @Test
  void givesStrategiesForTheSymbolsThatAreNamed() throws IOException {
    service()
        .withPropertyValues("tidemark.symbols=ETH/USD, SOL/USD")
        .run(
            context ->
                assertThat(context.getBean(Strategies.class).byId().values())
                    .singleElement()
                    .satisfies(
                        strategy ->
                            assertThat(strategy.market().symbols())
                                .containsExactly(
                                    Symbol.parse("ETH/USD"), Symbol.parse("SOL/USD"))));
  }

  @Test
  void watchesTheFilesOfTheStrategiesThatItGave() throws IOException {
    service()
        .run(
            context -> {
              Strategies atStart = context.getBean(Strategies.class);
              ConfigurationWatch watch = context.getBean(ConfigurationWatch.class);
              assertThat(watch.current().strategies()).isSameAs(atStart);

              strategy(2);
              await()
                  .atMost(Duration.ofSeconds(30))
                  .until(() -> !watch.current().strategies().equals(atStart));
            });
  }
}
