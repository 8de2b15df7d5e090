package io.tidemark.launcher.cli;

import io.tidemark.launcher.faults.FaultReport;
import io.tidemark.launcher.faults.FaultSession;
import io.tidemark.launcher.faults.FaultSettings;
import io.tidemark.launcher.suite.SuiteDirectory;
import io.tidemark.launcher.suite.SuitePorts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Hits and disturbs the suite, and says whether its books hold. */
@Command(
    name = "faults",
    description =
        "Kills the suite's processes at random while it trades on a disturbed simulator, and hits them otherwise, and compares its books with the venue's ledger.",
    mixinStandardHelpOptions = true)
final class FaultsCommand implements Callable<Integer> {

  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
  private static final int INTERRUPTED = 130;

  @Spec @Nullable CommandSpec spec;

  @Option(
      names = "--kills",
      paramLabel = "N",
      description = "how many kills; default ${DEFAULT-VALUE}")
  int kills = 10;

  @Option(
      names = "--rounds",
      paramLabel = "R",
      description =
          "how many rounds after the kills in which every process and server is killed, paused or restarted, links to the servers break, disk and connections run out, and clocks are wrong; default ${DEFAULT-VALUE}")
  int rounds = 0;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "what is hit and disturbed follows from it; default ${DEFAULT-VALUE}")
  long seed = 1;

  @Option(names = "--json", paramLabel = "F", description = "write the report to this file")
  @Nullable Path json;

  @Override
  public Integer call() {
    FaultSession session =
        new FaultSession(
            settings(), SuiteDirectory.named("faults"), SuitePorts.usual(), System.out);
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().unstarted(() -> session.stop(STOP_LIMIT)));
    try {
      FaultReport report = session.run();
      return report.allHeld() ? ExitCode.OK : ExitCode.SOFTWARE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return INTERRUPTED;
    }
  }

  private FaultSettings settings() {
    try {
      return new FaultSettings(kills, rounds, seed, json);
    } catch (IllegalArgumentException e) {
      if (spec == null) {
        throw e;
      }
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
