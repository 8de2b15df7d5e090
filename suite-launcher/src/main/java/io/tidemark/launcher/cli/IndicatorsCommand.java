package io.tidemark.launcher.cli;

import io.tidemark.core.strategy.RuleException;
import io.tidemark.kit.candles.CandleFile;
import io.tidemark.launcher.analysis.IndicatorTable;
import io.tidemark.model.Timeframe;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Indicator values of a file of candles, to compare with other tools. */
@Command(
    name = "indicators",
    description = "Writes indicator values a bar of a candle file as CSV; needs no server.",
    mixinStandardHelpOptions = true)
final class IndicatorsCommand implements Callable<Integer> {

  @Spec @Nullable CommandSpec spec;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "F",
      description = "candles: timestamp,open,high,low,close,volume; .gz or not")
  Path data = Path.of("");

  @Option(
      names = "--list",
      required = true,
      paramLabel = "L",
      description = "such as \"rsi(14),macd(12,26,9),sma(volume,20)\"")
  String list = "";

  @Option(
      names = "--csv",
      paramLabel = "OUT",
      description = "where to; default: the standard output")
  @Nullable Path csv;

  @Option(
      names = "--timeframe",
      paramLabel = "T",
      description = "of the candles, such as 1m; default: as the rows tell")
  @Nullable String timeframe;

  @Override
  public Integer call() throws IOException {
    Timeframe given = timeframe == null ? null : parse(timeframe);
    CandleFile candles = CandleFile.read(data, given);
    IndicatorTable table = table(candles.timeframe());
    try (Writer out = new BufferedWriter(writer())) {
      table.write(candles.bars(), out);
    }
    if (csv != null) {
      System.out.printf(
          Locale.ROOT,
          "%,d bars of %s, %d columns: %s%n",
          candles.bars().size(),
          candles.timeframe(),
          table.names().size(),
          csv);
    }
    return ExitCode.OK;
  }

  private Timeframe parse(String code) {
    try {
      return Timeframe.parse(code);
    } catch (IllegalArgumentException e) {
      throw wrong("--timeframe", e);
    }
  }

  private IndicatorTable table(Timeframe of) {
    try {
      return new IndicatorTable(of, list);
    } catch (RuleException | IllegalArgumentException e) {
      throw wrong("--list", e);
    }
  }

  private RuntimeException wrong(String option, RuntimeException cause) {
    String message = option + ": " + cause.getMessage();
    return spec == null
        ? new IllegalArgumentException(message, cause)
        : new ParameterException(spec.commandLine(), message, cause);
  }

  private Writer writer() throws IOException {
    return csv == null
        ? new OutputStreamWriter(System.out, StandardCharsets.UTF_8)
        : Files.newBufferedWriter(csv);
  }
}
