package io.tidemark.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.model.Symbol;
import io.tidemark.simulator.limits.RateLimits;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatorMainTest {

  @Test
  void withoutArgumentsItIsTheDemoVenue() {
    assertThat(Arguments.parse(new String[0])).isEqualTo(SimulatorSettings.defaults());
  }

  @Test
  void everyArgumentIsTaken() {
    SimulatorSettings settings =
        Arguments.parse(
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
              "--played",
              "--depth",
              "BTC/EUR=one.jsonl",
              "--depth",
              "BTC/EUR=two.jsonl",
              "--rules",
              "BTC/EUR=0.001,1,0.002,0.001",
              "--rate-limits",
              "pro",
              "--paused",
              "--state-dir",
              "state",
              "--balance",
              "EUR=5",
              "--key",
              "me:bWU="
            });

    assertThat(settings.data())
        .containsExactly(
            DataSource.file(Symbol.parse("ETH/USDT"), Path.of("eth.csv")),
            DataSource.file(Symbol.parse("BTC/EUR"), Path.of("btc.csv.gz"))
                .withDepth(List.of(Path.of("one.jsonl"), Path.of("two.jsonl")))
                .withRules(
                    new MarketRules(
                        new BigDecimal("0.001"),
                        BigDecimal.ONE,
                        new BigDecimal("0.002"),
                        new BigDecimal("0.001"))));
    assertThat(settings.rateLimits()).isEqualTo(Optional.of(RateLimits.PRO));
    assertThat(settings.opening()).isEqualTo(new SimulatorSettings.Opening.DataEnd());
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
        "--symbol btc",
        "--synthetic 0",
        "--synthetic 2 --data x.csv",
        "--rate-limits on",
        "--rules BTC/USD=1",
        "--rules BTC/USD=1,1,0.1,0.1",
        "--data a.csv --data b.csv"
      })
  void aWrongArgumentIsRefused(String arguments) {
    assertThatThrownBy(() -> Arguments.parse(arguments.split(" ")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
