package io.tidemark.launcher.backtest;

import java.io.PrintStream;

/**
 * Whether the user wants the end: Ctrl-C, or whatever else ends this program before its time, is
 * told in one line.
 */
public final class StopSignal implements AutoCloseable {

  private final PrintStream out;
  private final boolean terminal;
  private final String consequence;
  private final Thread hook = Thread.ofPlatform().unstarted(this::raise);
  private volatile boolean raised;

  private StopSignal(PrintStream out, boolean terminal, String consequence) {
    this.out = out;
    this.terminal = terminal;
    this.consequence = consequence;
  }

  /**
   * Begins to listen.
   *
   * @param out where the line goes
   * @param terminal whether {@code out} is one, on which a line may have begun
   */
  public static StopSignal listen(PrintStream out, boolean terminal) {
    return listen(out, terminal, "no unfinished file is left");
  }

  /**
   * Begins to listen.
   *
   * @param out where the line goes
   * @param terminal whether {@code out} is one, on which a line may have begun
   * @param consequence of the stop, told in the line
   */
  public static StopSignal listen(PrintStream out, boolean terminal, String consequence) {
    StopSignal signal = new StopSignal(out, terminal, consequence);
    Runtime.getRuntime().addShutdownHook(signal.hook);
    return signal;
  }

  private void raise() {
    raised = true;
    out.println((terminal ? "\n" : "") + "tidemark: stopped before the end; " + consequence);
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
