package io.tidemark.launcher.backtest;

import io.tidemark.backtester.run.BacktestOutcome;
import io.tidemark.backtester.run.BacktestRun;
import io.tidemark.backtester.run.BacktestSettings;
import io.tidemark.backtester.run.DataFile;
import io.tidemark.backtester.run.PreparedBacktest;
import io.tidemark.backtester.run.TradeRun;
import io.tidemark.core.backtest.sweep.TrialOutcome;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyRegistry;
import io.tidemark.kit.configuration.StrategyLoader;
import io.tidemark.launcher.push.BatchFigures;
import io.tidemark.launcher.push.Pushgateway;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** One backtest, from its request to its files. */
public final class BacktestSession {

  private final Path strategy;
  private final BacktestSettings settings;
  private final List<DataFile> books;
  private final Outputs outputs;
  private final StopSignal stop;
  private final PrintStream out;
  private final boolean terminal;
  private final Pushgateway pushgateway = Pushgateway.configured(System.err);
  private final StrategyRegistry registry = StrategyRegistry.standard();

  /**
   * @param strategy its YAML
   * @param books files of recorded books, for a run over trades; none for none
   * @param out where progress and the summary go
   * @param terminal whether {@code out} is a terminal
   */
  public BacktestSession(
      Path strategy,
      BacktestSettings settings,
      List<DataFile> books,
      Outputs outputs,
      StopSignal stop,
      PrintStream out,
      boolean terminal) {
    this.strategy = strategy;
    this.settings = settings;
    this.books = List.copyOf(books);
    this.outputs = outputs;
    this.stop = stop;
    this.out = out;
    this.terminal = terminal;
  }

  /**
   * Runs it, writes the files and tells a summary.
   *
   * @return whether it ran to its end
   * @throws IllegalArgumentException if what was asked for does not fit together
   * @throws IOException if bars cannot be had, or files not be written
   */
  public boolean run() throws IOException {
    BacktestFiles files = new BacktestFiles(outputs, registry);
    files.requireWritable();
    StrategyDefinition read = StrategyLoader.load(strategy);
    boolean overTrades = TradeRun.isOver(settings.data());
    if (!overTrades && !books.isEmpty()) {
      throw new IllegalArgumentException(
          "--books goes with --data of trades; over candles, orders are filled by these alone");
    }
    Optional<BacktestOutcome> outcome = overTrades ? runOverTrades(read) : runOverBars(read);
    if (outcome.isEmpty()) {
      return false;
    }
    files.write(outcome.get());
    out.print(BacktestText.of(outcome.get()));
    out.print(files.text());
    pushgateway.push(() -> figures(outcome.get()));
    return true;
  }

  private static BatchFigures figures(BacktestOutcome outcome) {
    return BatchFigures.ofTrades(
        "backtest",
        outcome.strategy().id(),
        TrialOutcome.of(
                outcome.result().equity(),
                outcome.result().trades(),
                outcome.result().finalCash().subtract(outcome.plan().initialCash()))
            .figures(),
        outcome.elapsedSeconds());
  }

  private Optional<BacktestOutcome> runOverTrades(StrategyDefinition read) throws IOException {
    return TradeRun.of(settings, read, books, RecordedBooks::read)
        .run(registry, outputs.bounds(), _ -> !stop.isRaised());
  }

  private Optional<BacktestOutcome> runOverBars(StrategyDefinition read) throws IOException {
    PreparedBacktest prepared = PreparedBacktest.of(settings, read);
    try (RunProgress progress = new RunProgress(out, terminal, stop, prepared.bars())) {
      return new BacktestRun(prepared, registry)
          .of(prepared.asRun(read), outputs.bounds(), progress);
    }
  }
}
