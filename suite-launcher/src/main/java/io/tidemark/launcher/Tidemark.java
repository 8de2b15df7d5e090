package io.tidemark.launcher;

import io.tidemark.launcher.cli.TidemarkCommand;

/** The entry point of {@code ./tidemark}. */
public final class Tidemark {

  private Tidemark() {}

  /** Runs one command and exits with its status. */
  public static void main(String[] arguments) {
    System.exit(TidemarkCommand.execute(arguments));
  }
}
