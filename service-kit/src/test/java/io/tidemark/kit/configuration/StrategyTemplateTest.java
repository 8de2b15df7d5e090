package io.tidemark.kit.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tidemark.core.strategy.StrategyDefinition;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of strategies, read with other values than they have. */
class StrategyTemplateTest {

  private static final String TEXT =
      """
      strategy: {name: Reversion} # named by its file
      market: {exchange: kraken, symbol: BTC/USD, primary_timeframe: 1m}
      parameters: {period: 14, technical: {fast: 5}}
      entry: {long: ["rsi(period) < 30"]}
      risk: {stop_loss_percentage: 1.5, position_size_usd: 100}
      exits:
        take_profit_levels:
          - {target_pct: 1, close_pct: 0.5}
          - {target_pct: 2, close_pct: 0.5}
        trailing_stop:
      """;

  @TempDir Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void writeTheFile() throws IOException {
    file = Files.writeString(folder.resolve("reversion.yaml"), TEXT);
  }

  private StrategyTemplate template() {
    return StrategyTemplate.read(file);
  }

  @Test
  void isTheStrategyOfTheFileAsLongAsNothingIsChanged() {
    assertThat(template().definition()).isEqualTo(StrategyLoader.load(file));
  }

  @Test
  void takesValuesByTheirPathsAndParametersByTheirNames() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("period", new BigDecimal("20"));
    values.put("parameters.technical.fast", new BigDecimal("7"));
    values.put("exits.take_profit_levels.1.target_pct", new BigDecimal("2.5"));
    values.put("risk.stop_loss_percentage", new BigDecimal("3"));
    values.put("market.primary_timeframe", "5m");

    StrategyDefinition strategy = template().with(values);

    assertThat(strategy.parameters()).containsEntry("period", 20);
    assertThat(strategy.parameters().get("technical")).isEqualTo(Map.of("fast", 7));
    assertThat(strategy.exits().takeProfitLevels().get(1).targetPct()).isEqualByComparingTo("2.5");
    assertThat(strategy.exits().stopLossPct()).isEqualByComparingTo("3");
    assertThat(strategy.market().primaryTimeframe().code()).isEqualTo("5m");
    assertThat(template().definition()).isEqualTo(StrategyLoader.load(file));
  }

  @Test
  void checksWhatItReadsAsAFile() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> template().with(Map.of("exits.stop_loss_pct", BigDecimal.ONE)))
        .withMessageContaining("reversion.yaml:5")
        .withMessageContaining("is the same as");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> template().with(Map.of("exits.stop_los_pct", BigDecimal.ONE)))
        .withMessageContaining("exits.stop_los_pct: unknown key");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> template().with(Map.of("period", "long")))
        .withMessageContaining("parameter 'period' must be a number");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () -> template().with(Map.of("exits.take_profit_levels.2.target_pct", BigDecimal.ONE)))
        .withMessageContaining("is not a value that the file has");
  }

  @Test
  void writesAFileThatReadsAsTheStrategyDid() throws IOException {
    Map<String, Object> values =
        Map.of("period", new BigDecimal("20"), "risk.stop_loss_percentage", new BigDecimal("0.75"));

    Path written = Files.createDirectory(folder.resolve("again")).resolve("reversion.yaml");
    Files.writeString(written, template().yaml(values));

    assertThat(StrategyLoader.load(written)).isEqualTo(template().with(values));
  }

  @Test
  void tellsWhatIsSearched() throws IOException {
    Files.writeString(
        file,
        TEXT
            + """
            optimise:
              objective: calmar
              constraints: [max_drawdown <= 0.2]
              search: {trials: 10}
              parameters:
                period: {from: 5, to: 30}
                exits.trailing_stop_pct: [0.5, 1.0]
            """);

    SearchSection section = template().search();

    assertThat(section.objective()).isEqualTo("calmar");
    assertThat(section.constraints()).containsExactly("max_drawdown <= 0.2");
    assertThat(section.search().get("trials")).hasToString("10");
    assertThat(section.parameters().keySet()).containsExactly("period", "exits.trailing_stop_pct");
    assertThat(section.parameters().get("exits.trailing_stop_pct"))
        .isEqualTo(List.of(new BigDecimal("0.5"), new BigDecimal("1.0")));
    assertThat(StrategyLoader.load(file)).isEqualTo(template().definition());
    assertThat(SearchSection.read(file)).isEqualTo(section);
  }

  @Test
  void readsParametersAloneFromAFileOfTheirOwn() throws IOException {
    Path space = Files.writeString(folder.resolve("space.yaml"), "period: {from: 5, to: 30}\n");

    assertThat(SearchSection.read(space).parameters().keySet()).containsExactly("period");
  }
}
