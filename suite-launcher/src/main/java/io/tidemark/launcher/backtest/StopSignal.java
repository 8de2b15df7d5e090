package io.tidemark.launcher.backtest;

import java.io.PrintStream;

/**
 * Whether the user wants the end: Ctrl-C, or whatever else ends this program before its time, is
 * told in one line.
 */
public final class StopSignal implements AutoCloseable {

  private final PrintStream out;
  private final boolean terminal;
  private final Thread hook = Thread.ofPlatform().unstarted(this::raise);
  private volatile boolean raised;

  private StopSignal(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /**
   * Begins to listen.
   *
   * @param out where the line goes
   * @param terminal whether {@code out} is one, on which a line may have begun
   */
  public static StopSignal listen(PrintStream out, boolean terminal) {
    StopSignal signal = new StopSignal(out, terminal);
    Runtime.getRuntime().addShutdownHook(signal.hook);
    return signal;
  }

  private void raise() {
    raised = true;
    out.println(
        (terminal ? "\n" : "") + "tidemark: stopped before the end; no unfinished file is left");
  }

  boolean isRaised() {
    return raised;
  }

  /** Listens no longer. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      raised = true; // The program ends already, and the hook with it.
    }
  }
}
