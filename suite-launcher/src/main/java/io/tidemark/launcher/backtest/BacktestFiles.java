package io.tidemark.launcher.backtest;

import io.tidemark.backtester.report.CsvReport;
import io.tidemark.backtester.report.HtmlReport;
import io.tidemark.backtester.report.ReportData;
import io.tidemark.backtester.run.BacktestJson;
import io.tidemark.backtester.run.BacktestOutcome;
import io.tidemark.backtester.run.BacktestReport;
import io.tidemark.core.strategy.StrategyRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files that a backtest leaves behind. */
final class BacktestFiles {

  private final Outputs outputs;
  private final StrategyRegistry registry;
  private final List<String> written = new ArrayList<>();

  /**
   * @param registry of the strategy, whose indicators reports show
   */
  BacktestFiles(Outputs outputs, StrategyRegistry registry) {
    this.outputs = outputs;
    this.registry = registry;
  }

  /**
   * Makes sure before the run that all can be written after it.
   *
   * @throws IllegalArgumentException if one cannot
   */
  void requireWritable() {
    OutputFiles.require("--json", outputs.json());
    OutputFiles.require("--report", outputs.report());
    OutputFiles.requireFolder("--csv", outputs.csv());
  }

  /** Writes what was asked for. */
  void write(BacktestOutcome outcome) throws IOException {
    Path json = outputs.json();
    if (json != null) {
      write("JSON", json, stream -> BacktestJson.write(outcome, stream));
    }
    Path html = outputs.report();
    Path csv = outputs.csv();
    if (html == null && csv == null) {
      return;
    }
    ReportData data = BacktestReport.of(outcome, registry);
    if (html != null) {
      write("report", html, stream -> HtmlReport.write(data, stream));
    }
    if (csv != null) {
      Files.createDirectories(csv);
      write("trades", csv.resolve("trades.csv"), stream -> CsvReport.writeTrades(data, stream));
      write("equity", csv.resolve("equity.csv"), stream -> CsvReport.writeEquity(data, stream));
    }
  }

  private void write(String what, Path file, OutputFiles.Content content) throws IOException {
    OutputFiles.write(file, content);
    written.add("%s: %s".formatted(what, file));
  }

  /** A line for each file that was written. */
  String text() {
    StringBuilder text = new StringBuilder();
    written.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }
}
