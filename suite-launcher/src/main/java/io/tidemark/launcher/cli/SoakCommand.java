package io.tidemark.launcher.cli;

import io.tidemark.launcher.soak.SoakReport;
import io.tidemark.launcher.soak.SoakSession;
import io.tidemark.launcher.soak.SoakSettings;
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
import picocli.CommandLine.Spec;

/** Runs the suite for long on many markets, with faults, and says whether it stays flat. */
@Command(
    name = "soak",
    description =
        "Runs the suite for long on many made markets, with faults about once a minute, records"
            + " heap, memory, threads, open files, lag and table growth, and says whether they are"
            + " flat. The exit status is 0 if they are and the books hold, 1 if not, 130 if it is"
            + " ended by Ctrl-C.",
    mixinStandardHelpOptions = true)
final class SoakCommand implements Callable<Integer> {

  private static final Duration STOP_LIMIT = Duration.ofSeconds(25);

  /** What shells tell of a command that was ended by Ctrl-C. */
  private static final int INTERRUPTED = 130;

  @Spec @Nullable CommandSpec spec;

  @Option(
      names = "--for",
      required = true,
      paramLabel = "D",
      description = "how long, such as 30m or 2h; 1m or above")
  Duration length = Duration.ZERO;

  @Option(
      names = "--symbols",
      paramLabel = "N",
      description = "how many markets; default ${DEFAULT-VALUE}")
  int symbols = 50;

  @Option(
      names = "--speed",
      paramLabel = "N",
      description = "venue seconds in one second, unless the suite lags; default ${DEFAULT-VALUE}")
  int speed = 600;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "the markets and the faults follow from it; default ${DEFAULT-VALUE}")
  long seed = 1;

  @Option(names = "--json", paramLabel = "F", description = "write the report to this file")
  @Nullable Path json;

  @Override
  public Integer call() {
    SoakSession session =
        new SoakSession(settings(), SuiteDirectory.named("soak"), SuitePorts.usual(), System.out);
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().unstarted(() -> session.stop(STOP_LIMIT)));
    try {
      SoakReport report = session.run();
      return report.isSound() ? ExitCode.OK : ExitCode.SOFTWARE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return INTERRUPTED;
    }
  }

  private SoakSettings settings() {
    try {
      return new SoakSettings(length, symbols, speed, seed, json);
    } catch (IllegalArgumentException e) {
      throw WrongOptions.told(e, spec);
    }
  }
}
