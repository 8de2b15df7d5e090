package io.tidemark.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The page about exchanges against what the gateways tell. A change is recorded with {@code
 * -Dtidemark.exchanges.record=true}.
 */
class ExchangePageTest {

  private static final Path PAGE = Path.of("../docs/exchanges.md");

  @Test
  void tellsWhatTheGatewaysTell() throws IOException {
    String now = ExchangePage.of(ExchangeGateways.all());
    if (Boolean.getBoolean("tidemark.exchanges.record")) {
      Files.writeString(PAGE, now);
    }

    assertThat(PAGE).exists();
    assertThat(Files.readString(PAGE))
        .as("docs/exchanges.md is out of date; run with -Dtidemark.exchanges.record=true")
        .isEqualTo(now);
  }
}
