package io.tidemark.launcher.cli;

import io.tidemark.core.check.LookAheadCheck;
import io.tidemark.core.check.RecursionCheck;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyRegistry;
import io.tidemark.kit.candles.CandleFile;
import io.tidemark.kit.codec.Json;
import io.tidemark.kit.configuration.StrategyLoader;
import io.tidemark.launcher.analysis.CheckText;
import io.tidemark.launcher.analysis.StrategyCheck;
import io.tidemark.model.Bar;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whether a strategy looks ahead, or depends on where history begins. */
@Command(
    name = "check",
    description =
        "Says whether a strategy looks into the future, and how much it depends on where history"
            + " begins; needs no server. The exit status is 0 if both checks pass.",
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

  @Spec @Nullable CommandSpec spec;

  @Option(names = "--strategy", required = true, paramLabel = "F", description = "its YAML")
  Path strategy = Path.of("");

  @Option(
      names = "--data",
      required = true,
      paramLabel = "F",
      description = "candles: timestamp,open,high,low,close,volume; .gz or not")
  Path data = Path.of("");

  @Option(
      names = "--timeframe",
      paramLabel = "T",
      description = "of the candles, such as 1m; default: as the rows tell")
  @Nullable String timeframe;

  @Option(
      names = "--symbol",
      paramLabel = "S",
      description = "what the candles are taken for; default: the strategy's first symbol")
  @Nullable String symbol;

  @Option(
      names = "--bars",
      paramLabel = "N",
      description = "how many of the last candles are used; default ${DEFAULT-VALUE}")
  int bars = 20_000;

  @Option(
      names = "--cuts",
      paramLabel = "N",
      description = "at how many places the future is altered; default ${DEFAULT-VALUE}")
  int cuts = LookAheadCheck.DEFAULT_CUTS;

  @Option(
      names = "--tolerance",
      paramLabel = "X",
      description =
          "the greatest change of a value by a later start that passes, as a fraction; default"
              + " ${DEFAULT-VALUE}")
  double tolerance = RecursionCheck.DEFAULT_TOLERANCE;

  @Option(names = "--json", paramLabel = "F", description = "write the report to this file")
  @Nullable Path json;

  @Override
  public Integer call() throws IOException {
    StrategyDefinition definition = StrategyLoader.load(strategy);
    StrategyCheck.Report report;
    try {
      Timeframe given = timeframe == null ? null : Timeframe.parse(timeframe);
      report =
          new StrategyCheck(definition, StrategyRegistry.standard(), cuts, tolerance)
              .run(lastOf(CandleFile.read(data, given)), symbolOf(definition));
    } catch (IllegalArgumentException e) {
      if (spec == null) {
        throw e;
      }
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
    System.out.print(CheckText.of(report));
    if (json != null) {
      Files.write(json, Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(report));
    }
    return report.passed() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private List<Bar> lastOf(CandleFile candles) {
    if (bars < 1) {
      throw new IllegalArgumentException("--bars must be 1 or above, was " + bars);
    }
    List<Bar> all = candles.bars();
    return all.subList(Math.max(0, all.size() - bars), all.size());
  }

  private Symbol symbolOf(StrategyDefinition definition) {
    return symbol == null ? definition.market().symbols().getFirst() : Symbol.parse(symbol);
  }
}
