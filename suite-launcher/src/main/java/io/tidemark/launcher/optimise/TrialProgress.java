package io.tidemark.launcher.optimise;

import io.tidemark.backtester.search.SearchWatch;
import io.tidemark.launcher.backtest.StopSignal;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How far a search is, on one line of a terminal that is rewritten; elsewhere nothing is told. Also
 * what asks a search to end.
 */
final class TrialProgress implements SearchWatch, AutoCloseable {

  private static final int WIDTH = 30;
  private static final double PERCENT = 100;
  private static final double NANOS = 1e9;
  private static final Duration BETWEEN = Duration.ofMillis(200);

  private final PrintStream out;
  private final boolean terminal;
  private final StopSignal stop;
  private final long trials;
  private final long before;
  private final long begun = System.nanoTime();
  private long told = begun;
  private long done;
  private int width;

  /**
   * @param terminal whether {@code out} is one
   * @param trials in all, 1 or above
   * @param before of them that were done earlier, and say nothing about the rate
   */
  TrialProgress(PrintStream out, boolean terminal, StopSignal stop, long trials, long before) {
    this.out = out;
    this.terminal = terminal;
    this.stop = stop;
    this.trials = trials;
    this.before = before;
  }

  @Override
  public void trialEnded(@Nullable Double best) {
    done++;
    long now = System.nanoTime();
    if (terminal && now - told >= BETWEEN.toNanos()) {
      told = now;
      String line = line(before, done, trials, seconds(), best);
      out.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
      out.flush();
      width = line.length();
    }
  }

  @Override
  public boolean isStopped() {
    return stop.isRaised();
  }

  private double seconds() {
    return (System.nanoTime() - begun) / NANOS;
  }

  /** Leaves no trace of the line. */
  @Override
  public void close() {
    if (width > 0) {
      out.print("\r" + " ".repeat(width) + "\r");
      out.flush();
    }
  }

  static String line(long before, long done, long trials, double seconds, @Nullable Double best) {
    double share = Math.min(1, (double) (before + done) / trials);
    double rate = done / seconds;
    long left = Math.max(0, Math.round((trials - before - done) / rate));
    int full = (int) Math.floor(share * WIDTH);
    return String.format(
        Locale.ROOT,
        "[%s%s] %5.1f %%  %,d of %,d trials  %,.1f trials/s  left %02d:%02d%s",
        "#".repeat(full),
        "-".repeat(WIDTH - full),
        share * PERCENT,
        before + done,
        trials,
        rate,
        left / 60,
        left % 60,
        best == null ? "" : String.format(Locale.ROOT, "  best %.4g", best));
  }
}
