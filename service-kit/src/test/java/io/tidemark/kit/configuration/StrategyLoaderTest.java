package io.tidemark.kit.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyDefinition.Condition;
import io.tidemark.model.Ids;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Strategies in files that stand alone. */
class StrategyLoaderTest {

  @TempDir Path folder;

  @Test
  void readsAStrategyWrittenAsRules() throws IOException {
    Path file =
        write(
            "reversion.yaml",
            """
            strategy: {name: Reversion, class: rules}
            market: {exchange: kraken, symbol: BTC/USD, primary_timeframe: 1m}
            indicators: {rsi: rsi(14)}
            entry:
              long:
                - rsi < 30
                - any: [close > 10, {all: [volume > 1, low < 5]}]
            exits: {stop_loss_pct: 1.5}
            risk: {position_size_usd: 100}
            """);

    StrategyDefinition strategy = StrategyLoader.load(file);

    assertThat(strategy.id()).isEqualTo("reversion");
    assertThat(strategy.entry().longRules())
        .containsExactly(
            new Condition.Rule("rsi < 30"),
            new Condition.Any(
                List.of(
                    new Condition.Rule("close > 10"),
                    new Condition.All(
                        List.of(
                            new Condition.Rule("volume > 1"), new Condition.Rule("low < 5"))))));
    assertThat(strategy.exits().stopLossPct()).isEqualByComparingTo("1.5");
    assertThat(strategy.risk().positionSizePct()).isNull();
    assertThat(strategy.risk().positionSizeQuote()).isEqualByComparingTo(BigDecimal.valueOf(100));
  }

  @Test
  void hashesWhatDecidesAndNotHowItIsWritten() throws IOException {
    String market = "market: {exchange: kraken, symbol: BTC/USD, primary_timeframe: 1m}\n";
    Path one = write("a.yaml", "strategy: {id: s}\n" + market + "entry: {long: [close > 1]}\n");
    Path same =
        write("b.yaml", market + "# a note\nentry:\n  long:\n  - close > 1\nstrategy:\n  id: s\n");
    Path other = write("c.yaml", "strategy: {id: s}\n" + market + "entry: {long: [close > 2]}\n");

    String hash = StrategyLoader.load(one).configurationHash();

    assertThat(hash).hasSize(64).isEqualTo(StrategyLoader.load(same).configurationHash());
    assertThat(hash).isNotEqualTo(StrategyLoader.load(other).configurationHash());
  }

  @Test
  void hashesAnyAndAllOfTheSameRulesDifferently() throws IOException {
    String strategy =
        """
        strategy: {id: s}
        market: {exchange: kraken, symbol: BTC/USD, primary_timeframe: 1m}
        entry: {long: [{%s: [close > 1, open > 1]}]}
        """;
    StrategyDefinition any = StrategyLoader.load(write("a.yaml", strategy.formatted("any")));
    StrategyDefinition all = StrategyLoader.load(write("b.yaml", strategy.formatted("all")));

    assertThat(any.configurationHash()).isNotEqualTo(all.configurationHash());
    assertThat(StrategyLoader.canonicalForm(any))
        .contains("{\"any\":[\"close > 1\",\"open > 1\"]}");
    assertThat(Ids.sha256(StrategyLoader.canonicalForm(any))).isEqualTo(any.configurationHash());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rsii(14) < 30       | entry.long[1].any[0]: there is no indicator 'rsii'; there are | at column 1 of 'rsii(14) < 30'
          rsi(1) < 30         | entry.long[1].any[0]: | of 'rsi(1) < 30'
          close < < 2         | entry.long[1].any[0]: | at column 9 of 'close < < 2'
          close               | entry.long[1].any[0]: | at column 1 of 'close'
          close < fast        | entry.long[1].any[0]: there is no 'fast' | at column 9 of
          close < sma(10)@7m  | entry.long[1].any[0]: | of 'close < sma(10)@7m'
          """)
  void tellsLineAndColumnOfARuleThatCannotBeUsed(String rule, String start, String place)
      throws IOException {
    Path file =
        write(
            "s.yaml",
            """
            market: {exchange: kraken, symbol: BTC/USD, primary_timeframe: 1m}
            entry:
              long:
                - close > 1
                - any:
                    - '%s'
                    - close > 2
            """
                .formatted(rule));

    assertRefused(file, ":6: " + start, place);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rsi: rsi(0)            | :3: indicators.rsi:   | of 'rsi(0)'
          slow: close > smaa(5)  | :3: indicators.slow: there is no indicator 'smaa' | at column 9
          close: rsi(14)         | :3: indicators.close: no indicator can be called 'close' | field
          a: a + 1               | :3: indicators.a: indicator 'a' is defined by itself | a
          """)
  void tellsAnIndicatorThatCannotBeUsedEvenIfNoRuleReadsIt(
      String indicator, String start, String place) throws IOException {
    Path file =
        write(
            "s.yaml",
            """
            market: {exchange: kraken, symbol: BTC/USD, primary_timeframe: 1m}
            indicators:
              %s
            entry: {long: [open > 1]}
            """
                .formatted(indicator));

    assertRefused(file, start, place);
  }

  @Test
  void acceptsANamedIndicatorThatIsANumberAConstantOrACondition() throws IOException {
    Path file =
        write(
            "s.yaml",
            """
            market: {exchange: kraken, symbol: BTC/USD, primary_timeframe: 1m}
            indicators: {slow: 'sma(close, 5)', limit: 30, rising: close > slow}
            entry: {long: [rising and open > limit]}
            """);

    assertThat(StrategyLoader.load(file).indicators()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SmaCrosover  | {fast: 2, slow: 5} | :2: strategy.class must be one of | SmaCrossover
          SmaCrossover | {fast: 2, slow: a} | :4: parameters.slow of SmaCrossover must be a number | was a
          SmaCrossover | {fast: 5, slow: 2} | :4: parameters.slow of SmaCrossover must be above fast 5 | was 2
          """)
  void tellsAClassThatDoesNotExistAndAParameterThatDoesNotFit(
      String className, String parameters, String start, String further) throws IOException {
    Path file =
        write(
            "s.yaml",
            """
            strategy:
              class: %s
            market: {exchange: kraken, symbol: BTC/USD, primary_timeframe: 1m}
            parameters: %s
            """
                .formatted(className, parameters));

    assertRefused(file, start, further);
  }

  private static void assertRefused(Path file, String start, String further) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> StrategyLoader.load(file))
        .satisfies(e -> assertThat(e.getMessage()).startsWith(file + start))
        .withMessageContaining(further)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }

  @Test
  void refusesTwoStrategiesOfOneId() throws IOException {
    String strategy =
        """
        strategy: {id: s}
        market: {exchange: kraken, symbol: BTC/USD, primary_timeframe: 1m}
        entry: {long: [close > 1]}
        """;
    write("a.yaml", strategy);
    write("b.yaml", strategy);

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> StrategyLoader.loadAll(folder))
        .withMessageContaining("b.yaml")
        .withMessageContaining("'s' is another file's id too");
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }
}
