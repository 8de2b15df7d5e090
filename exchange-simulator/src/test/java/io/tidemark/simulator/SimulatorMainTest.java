package io.tidemark.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatorMainTest {

  @Test
  void withoutArgumentsItIsTheDemoVenue() {
    assertThat(SimulatorMain.parse(new String[0])).isEqualTo(SimulatorSettings.defaults());
  }

  @Test
  void everyArgumentIsTaken() {
    SimulatorSettings settings =
        SimulatorMain.parse(
            new String[] {
              "--port",
              "0",
              "--data",
              "ETH/USDT=eth.csv",
              "--data",
              "btc.csv.gz",
              "--symbol",
              "BTC/EUR",
              "--speed",
              "60",
              "--start",
              "2024-01-01T00:00:00Z",
              "--paused",
              "--state-dir",
              "state",
              "--balance",
              "EUR=5",
              "--key",
              "me:bWU="
            });

    assertThat(settings.data())
        .extracting(source -> source.symbol() + " " + source.file().orElseThrow())
        .containsExactly("ETH/USDT eth.csv", "BTC/EUR btc.csv.gz");
    assertThat(settings.openingBalances()).isEqualTo(Map.of("EUR", BigDecimal.valueOf(5)));
    assertThat(settings.clock().speed()).isEqualTo(60);
    assertThat(settings.clock().running()).isFalse();
    assertThat(settings.stateDirectory()).isEqualTo(Optional.of(Path.of("state")));
    assertThat(settings.keys().getFirst().toString()).contains("me").doesNotContain("bWU=");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--nonsense x",
        "--port",
        "--port x",
        "--port 70000",
        "--speed 0",
        "--speed NaN",
        "--start yesterday",
        "--balance USD",
        "--balance USD=x",
        "--balance USD=-1",
        "--host 0.0.0.0",
        "--key onlykey",
        "--symbol btc"
      })
  void aWrongArgumentIsRefused(String arguments) {
    assertThatThrownBy(() -> SimulatorMain.parse(arguments.split(" ")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
