package io.tidemark.launcher.backfill;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;

/** One line about a job: on a terminal it is rewritten, elsewhere told now and then. */
final class ProgressBar {

  private static final int WIDTH = 30;
  private static final int TICKS_BETWEEN_LINES = 10;
  private static final double ALL = 100;

  private final PrintStream out;
  private final boolean terminal;
  private int ticks;
  private int width;

  ProgressBar(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** Tells how the job stands; called about once a second. */
  void tell(BackfillClient.Job job) {
    if (terminal) {
      String line = bar(job.percent()) + " " + text(job);
      out.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
      out.flush();
      width = line.length();
    } else if (ticks++ % TICKS_BETWEEN_LINES == 0) {
      out.println(text(job));
    }
  }

  /** Leaves the line. */
  void end() {
    if (terminal && width > 0) {
      out.println();
    }
  }

  private static String bar(double percent) {
    int full = (int) Math.floor(percent / ALL * WIDTH);
    return "[" + "#".repeat(full) + "-".repeat(WIDTH - full) + "]";
  }

  static String text(BackfillClient.Job job) {
    String doing =
        job.items().stream()
            .filter(item -> !item.phase().equals("DONE"))
            .map(item -> item.symbol() + " " + item.phase().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    return "%5.1f %%  %,d bars  %,.0f bars/s  %,d requests  left %s  %s"
        .formatted(
            job.percent(),
            job.bars(),
            job.barsPerSecond(),
            job.requests(),
            job.secondsLeft() == null ? "?" : clock(Duration.ofSeconds(job.secondsLeft())),
            doing)
        .stripTrailing();
  }

  private static String clock(Duration left) {
    return left.toHours() > 0
        ? "%d:%02d:%02d".formatted(left.toHours(), left.toMinutesPart(), left.toSecondsPart())
        : "%02d:%02d".formatted(left.toMinutes(), left.toSecondsPart());
  }
}
