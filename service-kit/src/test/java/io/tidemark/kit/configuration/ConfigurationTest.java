package io.tidemark.kit.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tidemark.core.risk.CorrelationWindow;
import io.tidemark.core.risk.RiskLimits;
import io.tidemark.core.signal.ScanStage;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.universe.AssetFilter;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {

  @TempDir Path folder;

  @Test
  void readsTheSuitesConfiguration() throws IOException {
    Path file =
        write(
            "tidemark.yaml",
            """
            exchange:
              name: kraken
              timeout_seconds: 10
            symbols: [BTC/USD, ETH/USD]
            market_data:
              timeframes: [1m, 1M]
              bar_grace: 500ms
            risk:
              max_open_positions: 3
            """);

    SuiteConfiguration configuration = SuiteConfiguration.load(file);

    assertThat(configuration.symbols())
        .containsExactly(Symbol.parse("BTC/USD"), Symbol.parse("ETH/USD"));
    assertThat(configuration.marketData().timeframes())
        .containsExactly(Timeframe.M1, Timeframe.MONTH1);
    assertThat(configuration.marketData().barGrace()).isEqualTo(Duration.ofMillis(500));
    assertThat(configuration.risk().limits().maxOpenPositions()).isEqualTo(3);
    assertThat(configuration.portfolio().initialCash()).isEqualByComparingTo("10000");
  }

  @Test
  void readsTheAccountsLimits() throws IOException {
    Path file =
        write(
            "tidemark.yaml",
            """
            exchange: {name: kraken}
            risk:
              max_position_size_pct: 10
              max_exposure_pct: 40
              daily_loss_limit_pct: 3
              max_drawdown_pct: 15
              drawdown_factor: 0.5
              max_stop_losses: 3
              stop_loss_window_minutes: 60
              cooldown_minutes: 5
              max_correlation: 0.8
              correlation_timeframe: 5m
              correlation_bars: 100
              ruin_loss_pct: 30
            """);

    RiskLimits limits = SuiteConfiguration.load(file).risk().limits();

    assertThat(limits.limits().maxPositionSizePct()).isEqualByComparingTo("10");
    assertThat(limits.limits().maxExposurePct()).isEqualByComparingTo("40");
    assertThat(limits.limits().dailyLossLimitPct()).isEqualByComparingTo("3");
    assertThat(limits.limits().maxDrawdownPct()).isEqualByComparingTo("15");
    assertThat(limits.limits().drawdownFactor()).isEqualByComparingTo("0.5");
    assertThat(limits.limits().maxStopLosses()).isEqualTo(3);
    assertThat(limits.limits().stopLossWindowMinutes()).isEqualTo(60);
    assertThat(limits.limits().maxOrdersPerMinute()).isNull();
    assertThat(limits.cooldownMinutes()).isEqualTo(5);
    assertThat(limits.correlation()).isEqualTo(new CorrelationWindow(Timeframe.M5, 100));
    assertThat(limits.ruinLossPct()).isEqualByComparingTo("30");
  }

  private record Use(
      boolean sandbox, Integer requests, Duration period, Map<String, Duration> waits) {

    static Use of(SuiteConfiguration configuration, TradingMode mode) {
      return configuration
          .exchange()
          .in(
              mode,
              (name, retries, factor, timeout, sandbox, requests, period, waits) ->
                  new Use(
                      sandbox,
                      requests == null ? Integer.valueOf(0) : requests,
                      period == null ? Duration.ZERO : period,
                      waits));
    }
  }

  @Test
  void handsOnHowTheExchangeIsToBeUsed() throws IOException {
    SuiteConfiguration configuration =
        SuiteConfiguration.load(
            write(
                "tidemark.yaml",
                """
                exchange:
                  name: krakenfutures
                  sandbox: true
                  rate_limit: {requests: 30, period_seconds: 10}
                  stream_health: {book_silence: 20s, future_tolerance: 5s}
                symbols: [BTC/USD]
                """));

    assertThat(Use.of(configuration, TradingMode.PAPER))
        .isEqualTo(
            new Use(
                true,
                30,
                Duration.ofSeconds(10),
                Map.of(
                    "book_silence",
                    Duration.ofSeconds(20),
                    "future_tolerance",
                    Duration.ofSeconds(5))));
  }

  @Test
  void meansTheSandboxInTheSandboxMode() throws IOException {
    SuiteConfiguration configuration =
        SuiteConfiguration.load(
            write("tidemark.yaml", "exchange: {name: krakenfutures}\nsymbols: [BTC/USD]\n"));

    assertThat(Use.of(configuration, TradingMode.PAPER))
        .isEqualTo(new Use(false, 0, Duration.ZERO, Map.of()));
    assertThat(Use.of(configuration, TradingMode.SANDBOX).sandbox()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          exchnage: {name: kraken}           | 1 | exchnage: unknown key; known here: application, exchange
          symbols: [BTCUSD]                  | 1 | symbol must look like BTC/USD, was 'BTCUSD'
          risk: {max_open_positions: many}   | 1 | risk.max_open_positions: must be a whole number, was 'many'
          risk: {max_open_positions: 0}      | 1 | risk.max_open_positions must be 1 or above, was 0
          risk: {daily_loss_limit_pct: 101}  | 1 | risk.daily_loss_limit_pct must be at most 100, was 101
          risk: {drawdown_factor: 0.5}       | 1 | risk.drawdown_factor needs max_drawdown_pct
          risk: {max_stop_losses: 2}         | 1 | risk.max_stop_losses and stop_loss_window_minutes must be
          risk: {correlation_bars: 19}       | 1 | risk.correlation_bars must be from 20 to 1000, was 19
          risk: {ruin_loss_pct: 0}           | 1 | risk.ruin_loss_pct must be above 0 and at most 100, was 0
          risk: {max_open_positions: 2.5}    | 1 | risk.max_open_positions
          market_data: {bar_grace: soon}     | 1 | market_data.bar_grace: must be a duration such as 30s, 5m or 1h, was 'soon'
          market_data: {timeframes: [1m,2m]} | 1 | timeframe must be one of
          exchange: kraken                   | 1 | exchange: must be a section of keys
          exchange: {name: a, rate_limit: {requests: 0, period_seconds: 1}} | 1 | exchange.rate_limit.requests must be 1 or above, was 0
          exchange: {name: a, rate_limit: {requests: 5}} | 1 | exchange.rate_limit.period_seconds is missing
          exchange: {name: a, stream_health: {silence: 1s}} | 1 | exchange.stream_health.silence: unknown key; known here: account_silence
          exchange: {name: a, stream_health: {ping_timeout: 0s}} | 1 | exchange.stream_health.ping_timeout must be above 0, was PT0S
          exchange: {name: a, sandbox: perhaps} | 1 | exchange.sandbox
          symbols: {a: b}                    | 1 | symbols: must be a list
          filtering: {max_volatility: -1}    | 1 | filtering.max_volatility must be 0 or above, was -1
          filtering: {unknown: maybe}        | 1 | filtering.unknown must be exclude or include, was 'maybe'
          filtering: {min_cap: 1}            | 1 | filtering.min_cap: unknown key; known here: allowed_quote_currencies
          filtering: {market_cap_source: {url: here}} | 1 | filtering.market_cap_source.url must be an http or https address, or none, was here
          """)
  void tellsFileLineKeyAndRemedyInOneLine(String yaml, int line, String message)
      throws IOException {
    Path file = write("tidemark.yaml", yaml);

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> SuiteConfiguration.load(file))
        .satisfies(e -> assertThat(e.getMessage()).startsWith(file + ":" + line + ": "))
        .withMessageContaining(message)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }

  /** The section as the suite's specification writes it. */
  @Test
  void readsTheAssetFiltersAndTurnsThemOn() throws IOException {
    Filtering filtering =
        filtering(
            """
            filtering:
              min_market_cap: 200000000  # $200M
              min_daily_volume: 6000000  # $6M
              max_spread_percentage: 0.25
              min_exchange_listings: 4
              max_volatility: 12
              allowed_quote_currencies:
                - USD
                - EUR
            """);

    assertThat(filtering.enabled()).isTrue();
    assertThat(filtering.filter())
        .isEqualTo(
            new AssetFilter(
                new BigDecimal("200000000"),
                new BigDecimal("6000000"),
                new BigDecimal("0.25"),
                4,
                new BigDecimal("12"),
                Set.of("USD", "EUR"),
                30,
                AssetFilter.Unknown.EXCLUDE));
    assertThat(filtering.marketCapSource().url())
        .isEqualTo(URI.create("https://api.coingecko.com"));
    assertThat(filtering.dollars()).containsExactly("USD", "USDT", "USDC", "DAI", "FDUSD", "PYUSD");
  }

  @Test
  void readsWhereMarketFiguresComeFrom() throws IOException {
    Filtering filtering =
        filtering(
            """
            filtering:
              enabled: false
              unknown: include
              usd_equivalents: [USDT, USDC]
              refresh: 5m
              market_cap_source:
                url: none
                file: assets.csv
                mapping: {UNI: uniswap}
                refresh: 2h
            """);

    assertThat(filtering.enabled()).isFalse();
    assertThat(filtering.unknown()).isEqualTo(AssetFilter.Unknown.INCLUDE);
    assertThat(filtering.dollars()).containsExactly("USD", "USDT", "USDC");
    assertThat(filtering.marketCapSource().url()).isNull();
    assertThat(filtering.marketCapSource().file()).isEqualTo("assets.csv");
    assertThat(filtering.marketCapSource().mapping()).containsEntry("UNI", "uniswap");
    assertThat(filtering.marketCapSource().refresh()).isEqualTo(Duration.ofHours(2));
  }

  @Test
  void filtersNothingWithoutTheSection() throws IOException {
    assertThat(filtering("").enabled()).isFalse();
  }

  private Filtering filtering(String section) throws IOException {
    return SuiteConfiguration.load(
            write("tidemark.yaml", "exchange: {name: kraken}\nsymbols: [BTC/USD]\n" + section))
        .filtering();
  }

  @Test
  void tellsTheLineOfAnUnknownKeyFurtherDown() throws IOException {
    Path file =
        write(
            "tidemark.yaml",
            "exchange:\n  name: kraken\nsymbols: [BTC/USD]\nrisk:\n  max_opn: 1\n");

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> SuiteConfiguration.load(file))
        .withMessageStartingWith(file + ":5: risk.max_opn: unknown key");
  }

  @Test
  void tellsAKeyThatIsGivenTwice() throws IOException {
    Path file = write("tidemark.yaml", "symbols: [BTC/USD]\nsymbols: [ETH/USD]\n");

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> SuiteConfiguration.load(file))
        .withMessageContaining("symbols");
  }

  @Test
  void tellsAMissingFile() {
    Path file = folder.resolve("absent.yaml");

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> SuiteConfiguration.load(file))
        .withMessage(file + ": no such file; give the path of an existing configuration");
  }

  @Test
  void loadsTheStrategiesThatShip() {
    Path shipped = Path.of(System.getProperty("tidemark.root"), "config");

    assertThat(SuiteConfiguration.load(shipped.resolve("tidemark.yaml")).symbols()).isNotEmpty();
    Collection<StrategyDefinition> strategies =
        StrategyLoader.loadAll(shipped.resolve("strategies")).values();
    assertThat(strategies)
        .extracting(StrategyDefinition::id)
        .contains("btc-complex-1m", "btc-rsi-reversion-1m", "btc-sma-crossover-5m");
    for (StrategyDefinition one : strategies) {
      InstrumentId instrument =
          new InstrumentId(one.market().exchange(), one.market().symbols().getFirst());
      assertThat(new ScanStage("run", instrument, List.of(one)).timeframes())
          .contains(one.market().primaryTimeframe());
    }
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }
}
