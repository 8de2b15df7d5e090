package io.tidemark.launcher.backtest;

import java.io.PrintStream;

/**
 * Whether the user wants the end: Ctrl-C, or whatever else ends this program before its time, is
 * told in one line.
 */
public final class StopSignal implements AutoCloseable {

  private final PrintStream out;
  private final String consequence;
  private final Thread hook = Thread.ofPlatform().unstarted(this::raise);
  private volatile boolean raised;

  private StopSignal(PrintStream out, String consequence) {
    this.out = out;
    this.consequence = consequence;
  }

  /**
   * Begins to listen.
   *
   * @param out where the line goes
   */
  public static StopSignal listen(PrintStream out) {
    return listen(out, "what was to be written is not");
  }

  /**
   * Begins to listen.
   *
   * @param out where the line goes
   * @param consequence of the stop, told in the line
   */
  public static StopSignal listen(PrintStream out, String consequence) {
    StopSignal signal = new StopSignal(out, consequence);
    Runtime.getRuntime().addShutdownHook(signal.hook);
    return signal;
  }

  private void raise() {
    raised = true;
    out.println();
    out.println("tidemark: stopped before the end; " + consequence);
  }

  /** Whether the end is wanted. */
  public boolean isRaised() {
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
