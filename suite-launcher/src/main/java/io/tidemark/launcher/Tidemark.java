package io.tidemark.launcher;

import io.tidemark.kit.logging.LogSettings;
import io.tidemark.launcher.cli.TidemarkCommand;
import java.util.Optional;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;

/** The entry point of {@code ./tidemark}. */
public final class Tidemark {

  private Tidemark() {}

  /** Runs one command and exits with its status. */
  public static void main(String[] arguments) {
    Optional<String> problem = LogSettings.problem(System.getenv());
    if (problem.isPresent()) {
      System.err.println("tidemark: " + problem.get());
      System.exit(CommandLine.ExitCode.USAGE);
    }
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    System.exit(TidemarkCommand.execute(arguments));
  }
}
