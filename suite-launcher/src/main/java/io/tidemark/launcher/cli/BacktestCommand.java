package io.tidemark.launcher.cli;

import io.tidemark.backtester.run.DataFile;
import io.tidemark.launcher.backtest.BacktestSession;
import io.tidemark.launcher.backtest.Outputs;
import io.tidemark.launcher.backtest.StopSignal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a strategy would have come to. */
@Command(
    name = "backtest",
    description =
        "Trades a strategy over recorded candles, or over trades as on paper, with the code that"
            + " trades live; needs no server.",
    mixinStandardHelpOptions = true)
final class BacktestCommand implements Callable<Integer> {

  @Spec @Nullable CommandSpec spec;

  @Mixin HistoryOptions history = new HistoryOptions();

  @Option(
      names = "--books",
      arity = "1..*",
      paramLabel = "F",
      description =
          "recorded books, JSON lines, .gz or not, that orders over trades are matched against;"
              + " several go on one from the other; of several symbols as SYMBOL=F")
  List<String> books = new ArrayList<>();

  @Option(
      names = "--bounds",
      description = "also between what bounds figures lie, by resampling; a report has them always")
  boolean bounds;

  @Option(names = "--json", paramLabel = "F", description = "write the result to this file")
  @Nullable Path json;

  @Option(names = "--report", paramLabel = "F.html", description = "write a report to this file")
  @Nullable Path report;

  @Option(
      names = "--csv",
      paramLabel = "DIR",
      description = "write trades.csv and equity.csv to this folder")
  @Nullable Path csv;

  @Override
  public Integer call() throws IOException {
    boolean terminal = System.console() != null && System.console().isTerminal();
    try (StopSignal stop = StopSignal.listen(System.err, terminal)) {
      boolean ran =
          new BacktestSession(
                  history.strategy,
                  history.settings(),
                  books.stream().map(DataFile::parse).toList(),
                  new Outputs(json, report, csv, bounds || report != null),
                  stop,
                  System.out,
                  terminal)
              .run();
      return ran ? ExitCode.OK : ExitCode.SOFTWARE;
    } catch (IllegalArgumentException e) {
      throw WrongOptions.told(e, spec);
    }
  }
}
