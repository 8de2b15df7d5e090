package io.tidemark.launcher;

import io.tidemark.launcher.cli.TidemarkCommand;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** The entry point of {@code ./tidemark}. */
public final class Tidemark {

  private Tidemark() {}

  /** Runs one command and exits with its status. */
  public static void main(String[] arguments) {
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    System.exit(TidemarkCommand.execute(arguments));
  }
}
