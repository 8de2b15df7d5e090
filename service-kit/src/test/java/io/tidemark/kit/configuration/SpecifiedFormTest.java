package io.tidemark.kit.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tidemark.model.Symbol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
          database: {connection_string: "postgresql://u:s3cret@localhost/db"} | database: the database is named by the environment alone, its password with it: TIDEMARK_DATABASE_URL, TIDEMARK_DATABASE_USERNAME and TIDEMARK_DATABASE_PASSWORD
          momentum_strategy: {rsi: {period: 14}}                 | momentum_strategy: is a strategy's
          risk_management: {stop_loss_percentage: 2}             | risk_management.stop_loss_percentage: is a strategy's
          risk_management: {trailing_stop: {}}                   | risk_management.trailing_stop: is a strategy's
          application: {opportunity_scan_interval_seconds: 60}   | application.opportunity_scan_interval_seconds: has no effect here: strategies decide
          application: {position_check_interval_seconds: 30}     | application.position_check_interval_seconds: has no effect here: positions
          application: {logging_level: LOUD}                     | application: application.logging_level must be DEBUG, INFO, WARN or ERROR, was 'LOUD'
          """)
  void tellsWhereWhatItDoesNotTakeIsGiven(String yaml, String message) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> load("exchange: {name: kraken}\n" + yaml))
        .withMessageContaining(":2: " + message)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3cret"));
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
