package io.tidemark.launcher.backtest;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongPredicate;

/**
 * How far a run is, on one line of a terminal that is rewritten; elsewhere nothing is told. Also
 * what asks a run to end.
 */
final class RunProgress implements LongPredicate, AutoCloseable {

  private static final int WIDTH = 30;
  private static final double PERCENT = 100;
  private static final double NANOS = 1e9;
  private static final Duration BETWEEN = Duration.ofMillis(200);

  private final PrintStream out;
  private final boolean terminal;
  private final StopSignal stop;
  private final long bars;
  private final long begun = System.nanoTime();
  private long told = begun;
  private int width;

  /**
   * @param terminal whether {@code out} is one
   * @param bars in all, above 0
   */
  RunProgress(PrintStream out, boolean terminal, StopSignal stop, long bars) {
    this.out = out;
    this.terminal = terminal;
    this.stop = stop;
    this.bars = bars;
  }

  /** Tells how many bars are done; false if the run is to end. */
  @Override
  public boolean test(long done) {
    long now = System.nanoTime();
    if (terminal && now - told >= BETWEEN.toNanos()) {
      told = now;
      String line = line(done, bars, (now - begun) / NANOS);
      out.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
      out.flush();
      width = line.length();
    }
    return !stop.isRaised();
  }

  /** Leaves no trace of the line. */
  @Override
  public void close() {
    if (width > 0) {
      out.print("\r" + " ".repeat(width) + "\r");
      out.flush();
    }
  }

  static String line(long done, long bars, double seconds) {
    double share = (double) done / bars;
    double rate = done / seconds;
    long left = Math.round((bars - done) / rate);
    int full = (int) Math.floor(share * WIDTH);
    return String.format(
        Locale.ROOT,
        "[%s%s] %5.1f %%  %,d of %,d bars  %,.0f bars/s  left %02d:%02d",
        "#".repeat(full),
        "-".repeat(WIDTH - full),
        share * PERCENT,
        done,
        bars,
        rate,
        left / 60,
        left % 60);
  }
}
