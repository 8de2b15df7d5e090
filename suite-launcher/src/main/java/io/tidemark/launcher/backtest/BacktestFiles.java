package io.tidemark.launcher.backtest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files that a backtest leaves behind. */
final class BacktestFiles {

  private final Outputs outputs;
  private final List<String> written = new ArrayList<>();

  BacktestFiles(Outputs outputs) {
    this.outputs = outputs;
  }

  /**
   * Makes sure before the run that all can be written after it.
   *
   * @throws IllegalArgumentException if one cannot
   */
  void requireWritable() {
    OutputFiles.require("--json", outputs.json());
    OutputFiles.require("--report", outputs.report());
  }

  /** Writes what was asked for. */
  void write(BacktestOutcome outcome) throws IOException {
    Path json = outputs.json();
    if (json != null) {
      write("JSON", json, stream -> BacktestJson.write(outcome, stream));
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
