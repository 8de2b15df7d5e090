package io.tidemark.ingestor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.exchange.ExchangeSettings;
import io.tidemark.kit.configuration.SuiteConfiguration;
import io.tidemark.kit.configuration.TradingMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class IngestorConfigurationTest {

  @TempDir Path folder;

  private ExchangeSettings settings(
      String exchange, TradingMode mode, Map<String, String> properties) throws IOException {
    Path file = folder.resolve("tidemark.yaml");
    Files.writeString(file, "exchange: {%s}%nsymbols: [BTC/USD]%n".formatted(exchange));
    return IngestorConfiguration.settings(
        SuiteConfiguration.load(file).exchange(),
        mode,
        new Binder(new MapConfigurationPropertySource(properties))
            .bindOrCreate("tidemark.ingestor", IngestorProperties.class),
        null,
        null);
  }

  @Test
  void takesPricesFromTheSandboxThatTakesTheOrders() throws IOException {
    assertThat(settings("name: krakenfutures", TradingMode.SANDBOX, Map.of()).sandbox()).isTrue();
    assertThat(
            settings("name: krakenfutures, sandbox: true", TradingMode.PAPER, Map.of()).sandbox())
        .isTrue();
    assertThat(settings("name: krakenfutures", TradingMode.PAPER, Map.of()).sandbox()).isFalse();
  }

  @Test
  void judgesTheFutureAtTheStreamAsInTheService() throws IOException {
    ExchangeSettings settings =
        settings(
            "name: kraken", TradingMode.PAPER, Map.of("tidemark.ingestor.future-tolerance", "45s"));

    assertThat(settings.streamHealth().futureTolerance()).isEqualTo(Duration.ofSeconds(45));
  }
}
