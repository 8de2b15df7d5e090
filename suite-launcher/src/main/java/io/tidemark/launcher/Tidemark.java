package io.tidemark.launcher;

import io.tidemark.kit.configuration.ConfigurationException;
import io.tidemark.kit.connection.PeerConnections;
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
    Optional<String> problem = LogSettings.problem(System.getenv()).or(Tidemark::trust);
    if (problem.isPresent()) {
      System.err.println("tidemark: " + problem.get());
      System.exit(CommandLine.ExitCode.USAGE);
    }
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    System.exit(TidemarkCommand.execute(arguments));
  }

  /** Whom the commands trust that ask services at another address; what is wrong with it. */
  private static Optional<String> trust() {
    try {
      PeerConnections.trust(System.getenv().getOrDefault(PeerConnections.CA_FILE, ""));
      return Optional.empty();
    } catch (ConfigurationException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
