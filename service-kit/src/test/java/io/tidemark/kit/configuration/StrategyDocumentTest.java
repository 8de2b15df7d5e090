package io.tidemark.kit.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tidemark.core.strategy.StrategyDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StrategyDocumentTest {

  @TempDir private Path folder;

  private StrategyDefinition load(String yaml) throws IOException {
    return StrategyLoader.load(Files.writeString(folder.resolve("one.yaml"), yaml));
  }

  @Test
  void readsBackEverythingThatAFileSays() throws IOException {
    StrategyDefinition strategy =
        load(
            """
            strategy: {id: one, name: One, mode: shadow, aggregation_mode: voting, signal_threshold: 0.35}
            market: {exchange: kraken, symbols: [BTC/USD, ETH/USD], primary_timeframe: 1m, timeframes: [5m]}
            indicators: {fast: ema(9)}
            entry:
              long:
                - close > fast
                - any: [rsi(14) < 30, {all: [close < 10, "volume > 1.5 * sma(volume, 20)"]}]
            exit: {long: [rsi(14)@5m > 70]}
            exits: {stop_loss_pct: 2.0, take_profit_pct: 1.5}
            risk: {position_size_pct: 2.50, max_positions: 3}
            """);

    String document = StrategyDocument.write(strategy);

    assertThat(StrategyDocument.read(document)).isEqualTo(strategy);
    assertThat(StrategyLoader.canonicalForm(StrategyDocument.read(document)))
        .isEqualTo(StrategyLoader.canonicalForm(strategy));
  }

  @Test
  void keepsTheTypesOfParameters() throws IOException {
    StrategyDefinition strategy =
        load(
            """
            strategy: {class: SmaCrossover}
            market: {exchange: kraken, symbol: BTC/USD, primary_timeframe: 1m}
            parameters: {fast: 5, slow: 20, max_bar_age_seconds: 90.5}
            """);

    assertThat(StrategyDocument.read(StrategyDocument.write(strategy)).parameters())
        .isEqualTo(strategy.parameters())
        .containsEntry("fast", 5);
  }

  @Test
  void refusesWhatIsNoDefinition() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StrategyDocument.read("{\"id\": \"one\"}"))
        .withMessageContaining("the strategy on record cannot be read");
    assertThatIllegalArgumentException().isThrownBy(() -> StrategyDocument.read("["));
  }
}
