package io.tidemark.launcher.cli;

import io.tidemark.backtester.run.Assumptions;
import io.tidemark.backtester.run.BacktestSettings;
import io.tidemark.backtester.run.DataFile;
import io.tidemark.kit.configuration.SuiteConfiguration;
import io.tidemark.launcher.backfill.BackfillSettings;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of commands that run a strategy over recorded bars: which, over what, and how. */
final class HistoryOptions {

  @Option(names = "--strategy", required = true, paramLabel = "F", description = "its YAML")
  Path strategy = Path.of("");

  @Option(
      names = "--data",
      arity = "1..*",
      paramLabel = "F",
      description =
          "candles: timestamp,open,high,low,close,volume; of backtest also trades:"
              + " timestamp,price,amount,side; .gz or not. Of several symbols as SYMBOL=F, such as"
              + " ETH/USD=eth.csv.gz")
  List<String> data = new ArrayList<>();

  @Option(
      names = "--exchange",
      paramLabel = "E",
      description = "default: the strategy's. Without --data, bars come from the running ingestor")
  @Nullable String exchange;

  @Option(
      names = "--symbol",
      arity = "1..*",
      split = ",",
      paramLabel = "S",
      description = "such as BTC/USD; what is traded, whatever the strategy names")
  List<String> symbols = new ArrayList<>();

  @Option(
      names = "--timeframe",
      paramLabel = "T",
      description =
          "of the bars that fills and exits see, such as 1m; shorter candles are put together;"
              + " default: that of the candles")
  @Nullable String timeframe;

  @Option(
      names = "--from",
      paramLabel = "D",
      description = "a day or an instant in UTC; default: the first bar")
  @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "D",
      description = "a day or an instant in UTC, excluded; default: the last bar")
  @Nullable String to;

  @Option(
      names = "--cash",
      paramLabel = "X",
      description = "to begin with; default: portfolio.initial_cash, else 10000")
  @Nullable BigDecimal cash;

  @Option(
      names = "--fee",
      paramLabel = "X",
      description = "as a fraction; default: execution.fee_rate, else 0.0026")
  @Nullable BigDecimal fee;

  @Option(
      names = "--slippage-bps",
      paramLabel = "X",
      description = "hundredths of a percent; default: execution.slippage_bps, else 0")
  @Nullable BigDecimal slippageBps;

  @Option(
      names = "--config",
      paramLabel = "F",
      description = "a suite's configuration, whose limits and cash hold; default: no limits")
  @Nullable Path configuration;

  @Option(
      names = "--service",
      paramLabel = "URL",
      description = "the ingestor to ask; default ${DEFAULT-VALUE}")
  URI service = BacktestSettings.LOCAL_INGESTOR;

  /**
   * Over which bars a strategy is to be run, and on what assumptions.
   *
   * @throws IllegalArgumentException if an option does not fit
   * @throws io.tidemark.kit.configuration.ConfigurationException if the configuration is not valid
   */
  BacktestSettings settings() {
    if (data.isEmpty() && exchange == null) {
      throw new IllegalArgumentException(
          "give --data FILE, or --exchange and --symbol for the bars of a running suite");
    }
    return new BacktestSettings(
        data.stream().map(DataFile::parse).toList(),
        exchange,
        symbols.stream().map(Symbol::parse).toList(),
        timeframe == null ? null : Timeframe.parse(timeframe),
        instant("--from", from),
        instant("--to", to),
        new Assumptions(cash, fee, slippageBps),
        configuration == null ? null : SuiteConfiguration.load(configuration),
        service);
  }

  private static @Nullable Instant instant(String option, @Nullable String text) {
    return text == null ? null : BackfillSettings.instant(option, text);
  }
}
