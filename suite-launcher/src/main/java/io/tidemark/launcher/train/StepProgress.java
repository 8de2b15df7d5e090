package io.tidemark.launcher.train;

import io.tidemark.ml.model.TrainingProgress;
import io.tidemark.ml.model.TrainingStep;
import java.io.PrintStream;
import java.util.Locale;

/**
 * How far a training is, on one line of a terminal that is rewritten; elsewhere nothing is told.
 */
final class StepProgress implements TrainingProgress, AutoCloseable {

  private static final int WIDTH = 30;

  private final PrintStream out;
  private final boolean terminal;
  private int width;

  /**
   * @param terminal whether {@code out} is one
   */
  StepProgress(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  @Override
  public synchronized void on(TrainingStep step) {
    if (terminal) {
      String line = line(step);
      out.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
      out.flush();
      width = line.length();
    }
  }

  /** Leaves no trace of the line. */
  @Override
  public synchronized void close() {
    if (width > 0) {
      out.print("\r" + " ".repeat(width) + "\r");
      out.flush();
    }
  }

  static String line(TrainingStep step) {
    int full = (int) ((long) WIDTH * step.done() / step.of());
    String loss =
        Double.isNaN(step.validationLoss())
            ? ""
            : String.format(Locale.ROOT, "  validation loss %.4f", step.validationLoss());
    return String.format(
        Locale.ROOT,
        "[%s%s]  step %,d of at most %,d%s",
        "#".repeat(full),
        "-".repeat(WIDTH - full),
        step.done(),
        step.of(),
        loss);
  }
}
