package io.tidemark.kit.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tidemark.core.strategy.AtrDistance;
import io.tidemark.core.strategy.KellyCap;
import io.tidemark.core.strategy.LimitOrder;
import io.tidemark.core.strategy.LimitOrder.Reference;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Strategies as users wrote them come to the canonical form that each stands for. */
class StrategyFormsTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "btc_usdt_mexc_1h.yaml",
        "my_strategy.yaml",
        "btc_rsi_strategy.yaml",
        "btc_ml_strategy.yaml"
      })
  void readsAStrategyAsItsCanonicalForm(String name) {
    StrategyDefinition strategy = Forms.read(name, Forms.text(name));

    assertThat(strategy).isEqualTo(Forms.shape(name, Forms.text("canonical/" + name)));
    assertThat(strategy.configurationHash()).hasSize(64);
  }

  @Test
  void readsTheStrategyOfASuitesFile() throws IOException {
    Path suite = Files.writeString(folder.resolve("config.yaml"), Forms.text("config.yaml"));
    ConfigurationEdition edition =
        ConfigurationSource.of(suite).withRegistry(Forms.registry()).load();

    assertThat(edition.strategies().byId())
        .containsOnlyKeys("momentum-strategy")
        .containsValue(Forms.shape("config.yaml", Forms.text("canonical/config.yaml")));
    assertThat(edition.suite().risk().maxOpenPositions()).isEqualTo(5);
    assertThat(edition.suite().risk().maxPositionSizePct()).isEqualByComparingTo("5");
  }

  @Test
  void readsTheStrategiesOfTheFolderBesideTheSuitesOwn() throws IOException {
    Path suite = Files.writeString(folder.resolve("config.yaml"), Forms.text("config.yaml"));
    Path strategies = Files.createDirectory(folder.resolve("strategies"));
    Files.writeString(strategies.resolve("rsi.yaml"), Forms.text("btc_rsi_strategy.yaml"));
    ConfigurationSource source = ConfigurationSource.of(suite).withRegistry(Forms.registry());

    assertThat(source.load().strategies().byId())
        .containsOnlyKeys("momentum-strategy", "btc-rsi-001");

    Files.writeString(
        strategies.resolve("same.yaml"),
        Forms.text("btc_rsi_strategy.yaml").replace("btc-rsi-001", "momentum-strategy"));
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(source::load)
        .withMessageContaining("same.yaml:4: strategy.id: 'momentum-strategy' is another file's");
  }

  /** The fragment says nothing of the market: it is the suite's. */
  @Test
  void takesTheSuitesMarketWhereAStrategyNamesNone() throws IOException {
    Path suite =
        Files.writeString(
            folder.resolve("tidemark.yaml"),
            "exchange: {name: kraken}\nsymbols: [BTC/USD, ETH/USD]\n");
    Path strategies = Files.createDirectory(folder.resolve("strategies"));
    Path file = strategies.resolve("fragment.yaml");
    Files.writeString(file, Forms.text("timeframes.yaml") + "strategy: {class: MyStrategy}\n");

    StrategyDefinition.Market market =
        ConfigurationSource.of(suite)
            .withRegistry(Forms.registry())
            .load()
            .strategies()
            .byId()
            .values()
            .iterator()
            .next()
            .market();

    assertThat(market.exchange()).isEqualTo("kraken");
    assertThat(market.symbols()).containsExactly(Symbol.parse("BTC/USD"), Symbol.parse("ETH/USD"));
    assertThat(market.primaryTimeframe()).isEqualTo(Timeframe.M1);
    assertThat(market.timeframes())
        .containsExactly(Timeframe.M1, Timeframe.M5, Timeframe.M15, Timeframe.H1);
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> StrategyLoader.load(file))
        .withMessageContaining("market.exchange is missing");
  }

  @Test
  void tellsAClassThatDoesNotExistFromAFileThatIsWrong() throws IOException {
    Path file =
        Files.writeString(folder.resolve("my_strategy.yaml"), Forms.text("my_strategy.yaml"));

    assertThat(StrategyLoader.parse(file).className()).isEqualTo("MyStrategy");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> StrategyLoader.load(file))
        .withMessageContaining(file + ":6: strategy.class")
        .withMessageContaining("'MyStrategy'");
    Files.writeString(file, Forms.text("my_strategy.yaml").replace("class:", "klass:"));
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> StrategyLoader.parse(file))
        .withMessageContaining(":6: strategy.klass: unknown key; known here: aggregation_mode");
  }

  @Test
  void letsRulesUseTheThresholdsOfAnIndicatorsSection() {
    StrategyDefinition strategy =
        Forms.read(
            "s.yaml",
            """
            market: {exchange: kraken, symbol: BTC/USD, primary_timeframe: 1m}
            indicators:
              rsi: {period: 14, oversold: 30.5}
              trend: {indicator: ema, period: 50, timeframe: 5m}
              busy: {indicator: sma, source: volume, length: 20}
              macd: {fast_period: 12, slow_period: 26, signal_period: 9}
              bollinger_bands: {period: 20, std_dev: 2}
            entry: {long: [rsi < rsi_oversold, close > trend, volume > busy, close > 1]}
            """);

    assertThat(strategy.indicators())
        .containsEntry("rsi", "rsi(14)")
        .containsEntry("rsi_oversold", "30.5")
        .containsEntry("trend", "ema(50)@5m")
        .containsEntry("busy", "sma(volume, 20)")
        .containsEntry("macd", "macd(12, 26, 9)")
        .containsEntry("bollinger_bands", "bollinger(20, 2)")
        .hasSize(6);
  }

  @Test
  void readsEveryKeyOfTheCanonicalForm() {
    StrategyDefinition strategy = Forms.read("all.yaml", Forms.text("canonical/all.yaml"));

    assertThat(strategy.exits().stopLossAtr())
        .isEqualTo(new AtrDistance(new BigDecimal("2.5"), 14));
    assertThat(strategy.exits().roi())
        .containsOnlyKeys(0, 30, 60)
        .containsEntry(60, BigDecimal.ONE);
    assertThat(strategy.exits().runner()).isTrue();
    assertThat(strategy.exits().mlExitConfidence()).isEqualByComparingTo("0.5");
    assertThat(strategy.risk().kelly()).isEqualTo(new KellyCap(new BigDecimal("0.5"), 50));
    assertThat(strategy.risk().maxEntries()).isEqualTo(3);
    assertThat(strategy.risk().limits().maxOrdersPerMinute()).isEqualTo(6);
    assertThat(strategy.execution().limit())
        .isEqualTo(new LimitOrder(Reference.NEAR_SIDE, new BigDecimal("5"), true, 2));
    assertThat(strategy.initialCash()).isEqualByComparingTo("5000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          strategy: {symbol: ETH/USD}                     | :3: strategy.symbol: is the same as market.symbol; give one of them
          exits: {stop_loss_pct: 120}                     | :3: exits.stop_loss_pct must be below 100, was 120
          exit: {stop_loss_pct: much}                     | :3: exit.stop_loss_pct: must be a number, was 'much'
          exit: {stop_los_pct: 1}                         | :3: exit.stop_los_pct: unknown key; known here: long, short
          exits: {stop_loss_pct: 1, stop_loss_percentage: 1} | :3: exits.stop_loss_percentage: is the same as exits.stop_loss_pct
          exits: {stop_loss_pct: 1, stop_loss_atr: 2}     | :3: exits.stop_loss_pct excludes stop_loss_atr
          exits: {stop_loss_atr: {period: 14}}            | :3: exits.stop_loss_atr.multiple is missing
          exits: {stop_loss_atr: -2}                      | :3: exits.stop_loss_atr: multiple of an average true range must be above 0
          exits: {take_profit_levels: [{target: 1}]}      | :3: exits.take_profit_levels[0].target: unknown key; known here: close_pct, runner, target_pct
          exits: {take_profit_levels: [{target_pct: 1, close_pct: 33}]} | :3: exits.take_profit_levels: close_pct must be a fraction above 0 and at most 1
          exits: {take_profit_levels: [{percentage: 1, position_percentage: all}]} | :3: exits.take_profit_levels[0].position_percentage: must be a number, was 'all'
          exits: {trailing_stop_pct: 1, trailing_stop: {offset_pct: 1}} | :3: exits.trailing_stop_pct excludes trailing_stop
          exits: {trailing_stop: 2}                       | :3: exits.trailing_stop: must be a section of keys
          exits: {opposite_signal: maybe}                 | :3: exits.opposite_signal must be one of close, ignore, reverse, was 'maybe'
          exits: {roi: {soon: 1}}                         | :3: exits.roi
          exits: 5                                        | :3: exits: must be a section of keys
          risk: {position_size_pct: 2, position_size_usd: 5} | :3: risk must have at most one of
          risk: {kelly: {fraction: 2}}                    | :3: risk.kelly.fraction must be above 0 and at most 1, was 2
          risk: {scale_in: {max_entries: 1}}              | :3: risk.scale_in.max_entries must be 2 or above, was 1
          execution: {order_type: stop}                   | :3: execution.order_type must be market or limit, was 'stop'
          execution: {timeout_bars: 3}                    | :3: execution.limit and timeout_bars are of limit orders
          portfolio: {initial_cash: 0}                    | :3: portfolio.initial_cash must be above 0, was 0
          ml: {threshold: 1e9999}                         | :3: ml.threshold: has more than 60 digits
          strategy: {mode: half}                          | :3: strategy.mode must be one of live, shadow, was 'half'
          indicators: {rsi: {oversold: 30}}               | :3: indicators.rsi: period is missing
          indicators: {rsi: {period: 14, oversold: low}}  | :3: indicators.rsi.oversold: must be a number, was 'low'
          indicators: {mine: {period: 14}}                | :3: indicators.mine: 'mine' cannot be written as a section
          """)
  void tellsWhatIsWrongUnderTheNameItWasWritten(String section, String problem) {
    assertRefused(
        """
        market: {exchange: kraken, symbol: BTC/USD, primary_timeframe: 1m}
        entry: {long: [close > 1]}
        %s
        """
            .formatted(section),
        problem);
  }

  @Test
  void refusesAParameterThatABuiltInDoesNotKnow() {
    assertRefused(
        """
        strategy: {class: SmaCrossover}
        market: {exchange: kraken, symbol: BTC/USD, primary_timeframe: 1m}
        parameters:
          fast: 2
          slow: 5
          slwo: 6
        """,
        ":6: parameters.slwo is not a parameter of SmaCrossover; known: average, fast,");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'strategy: {id: a}\nstrategy: {id: b}'  | :2: strategy: is given twice, first at line 1; keep one
          '- a\n- b'                              | :1: must be a section of keys
          'strategy: {id: a'                      | :1: is not YAML
          'a: &a [*a]'                            | nested more than 50 deep
          '? [a]\n: b'                            | :1: must have keys that are names
          '# only a note'                         | is empty
          """)
  void tellsATextThatIsNoConfiguration(String text, String problem) {
    assertRefused(text.replace("\\n", "\n"), problem);
  }

  @Test
  void doesNotExpandAliasesWithoutEnd() {
    StringBuilder text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 10; i++) {
      text.append("a%d: &a%d [".formatted(i, i))
          .append(("*a" + (i - 1) + ", ").repeat(5))
          .append("]\n");
    }

    assertRefused(text.toString(), "is one of more than 100000 values");
  }

  private static void assertRefused(String text, String problem) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> Forms.read("s.yaml", text))
        .withMessageContaining(problem)
        .satisfies(e -> assertThat(e.getMessage()).startsWith("s.yaml").doesNotContain("\n"));
  }
}
