package io.tidemark.kit.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tidemark.model.Symbol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The suite's configuration as its specification writes it. */
class SpecifiedFormTest {

  @TempDir Path folder;

  private SuiteConfiguration load(String yaml) throws IOException {
    return SuiteConfiguration.load(Files.writeString(folder.resolve("tidemark.yaml"), yaml));
  }

  @Test
  void readsTheSectionsOfTheSuite() throws IOException {
    SuiteConfiguration suite =
        load(
            """
            exchange:
              name: kraken
              rate_limit_retries: 4
              backoff_factor: 3
              timeout_seconds: 20
            filtering:
              min_market_cap: 200000000
              allowed_quote_currencies:
                - USDT
            risk_management:
              max_position_size_percentage: 7
              max_open_positions: 4
            application:
              logging_level: WARNING
              market_data_storage_days: 20
            """);

    assertThat(suite.symbols()).containsExactly(Symbol.parse("BTC/USD"));
    assertThat(suite.exchange().rateLimitRetries()).isEqualTo(4);
    assertThat(suite.exchange().backoffFactor()).isEqualByComparingTo("3");
    assertThat(suite.exchange().timeoutSeconds()).isEqualTo(20);
    assertThat(suite.filtering().minMarketCap()).isEqualByComparingTo("200000000");
    assertThat(suite.risk().maxPositionSizePct()).isEqualByComparingTo("7");
    assertThat(suite.risk().maxOpenPositions()).isEqualTo(4);
    assertThat(suite.application().loggingLevel()).isEqualTo(LoggingLevel.WARN);
    assertThat(suite.application().marketDataStorageDays()).isEqualTo(20);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          risk_management: {stop_loss_percentage: 2}             | risk_management.stop_loss_percentage: is a strategy's
          risk_management: {trailing_stop: {}}                   | risk_management.trailing_stop: is a strategy's
          application: {logging_level: LOUD}                     | application.logging_level must be DEBUG, INFO, WARN or ERROR, was 'LOUD'
          """)
  void tellsWhereWhatItDoesNotTakeIsGiven(String yaml, String message) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> load("exchange: {name: kraken}\n" + yaml))
        .withMessageContaining(":2: " + message);
  }

  @Test
  void tellsWhatItAcceptsAndHasNoEffect() throws IOException {
    Path file = Files.writeString(folder.resolve("config.yaml"), Forms.text("config.yaml"));
    List<IgnoredSetting> ignored = ConfigurationSource.of(file).ignored();

    assertThat(ignored)
        .extracting(IgnoredSetting::key)
        .containsExactly(
            "application.opportunity_scan_interval_seconds",
            "application.position_check_interval_seconds",
            "database");
    assertThat(ignored)
        .allSatisfy(
            setting ->
                assertThat(Files.readAllLines(file).get(setting.line() - 1))
                    .contains(setting.key().substring(setting.key().lastIndexOf('.') + 1)));
    assertThat(ignored.toString()).doesNotContain("password@", "crypto_bot");
  }

  @Test
  void refusesASettingThatIsGivenUnderBothItsNames() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> load("exchange: {name: kraken}\nrisk: {}\nrisk_management: {}\n"))
        .withMessageContaining(":3: risk_management: is the same as risk; give one of them");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () ->
                load(
                    "exchange: {name: kraken}\n"
                        + "risk: {max_position_size_pct: 1, max_position_size_percentage: 2}\n"))
        .withMessageContaining("is the same as max_position_size_pct; give one of them");
  }
}
