package io.tidemark.backfiller;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.exchange.ExchangeGateways;
import io.tidemark.exchange.ExchangeSettings.RateLimit;
import io.tidemark.kit.configuration.SuiteConfiguration;
import io.tidemark.kit.configuration.TradingMode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackfillerConfigurationTest {

  @TempDir private Path directory;
  private SuiteConfiguration suite;

  @BeforeEach
  void load() throws IOException {
    Path file = directory.resolve("tidemark.yaml");
    Files.writeString(file, "exchange:\n  name: kraken\nsymbols: [BTC/USD]\n");
    suite = SuiteConfiguration.load(file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"kraken", "binance", "bitfinex", "gemini", "bitstamp"})
  void leavesHalfOfWhatAVenuePublishesToTheLiveServices(String exchange) {
    assertThat(perSecond(limit(exchange, null)))
        .isEqualTo(perSecond(ExchangeGateways.publishedRateLimit(exchange)) / 2);
  }

  @Test
  void takesTheRateThatIsConfigured() {
    assertThat(perSecond(limit("kraken", new BigDecimal("0.25")))).isEqualTo(0.25);
  }

  private RateLimit limit(String exchange, @Nullable BigDecimal requestsPerSecond) {
    return BackfillerConfiguration.settings(
            exchange, suite.exchange(), TradingMode.PAPER, null, requestsPerSecond)
        .rateLimit();
  }

  private static double perSecond(RateLimit limit) {
    return limit.requests() * 1000.0 / limit.period().toMillis();
  }
}
