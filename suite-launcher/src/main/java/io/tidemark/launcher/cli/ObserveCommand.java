package io.tidemark.launcher.cli;

import io.tidemark.launcher.observe.NoSuiteException;
import io.tidemark.launcher.observe.ObserveReport;
import io.tidemark.launcher.observe.ObserveSession;
import io.tidemark.launcher.observe.ObserveSettings;
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

/** A running suite, watched for a while. */
@Command(
    name = "observe",
    description =
        "Watches the suite that runs on this machine without interfering, and says SOUND, SOUND BUT"
            + " or UNSOUND, and why. The exit status is 0 unless it is UNSOUND (1), 2 if no suite"
            + " answers, 130 if it is ended by Ctrl-C.",
    mixinStandardHelpOptions = true)
final class ObserveCommand implements Callable<Integer> {

  private static final Duration STOP_LIMIT = Duration.ofSeconds(12);

  /** What shells tell of a command that was ended by Ctrl-C. */
  private static final int INTERRUPTED = 130;

  @Spec @Nullable CommandSpec spec;

  @Option(
      names = "--for",
      paramLabel = "D",
      description = "how long, such as 90s, 1h or 2d; default 10m")
  Duration length = Duration.ofMinutes(10);

  @Option(names = "--json", paramLabel = "F", description = "write the report to this file")
  @Nullable Path json;

  @Override
  public Integer call() {
    ObserveSession session =
        new ObserveSession(
            settings(),
            SuitePorts.usual(),
            System.out,
            System.console() != null && System.console().isTerminal());
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .unstarted(
                    () -> {
                      session.requestStop();
                      session.awaitEnded(STOP_LIMIT);
                    }));
    try {
      ObserveReport report = session.run();
      if (report.interrupted()) {
        return INTERRUPTED;
      }
      return report.isSound() ? ExitCode.OK : ExitCode.SOFTWARE;
    } catch (NoSuiteException e) {
      System.err.println("tidemark: " + e.getMessage());
      return ExitCode.USAGE;
    }
  }

  private ObserveSettings settings() {
    try {
      return new ObserveSettings(length, ObserveSettings.USUAL_PAUSE, json);
    } catch (IllegalArgumentException e) {
      if (spec == null) {
        throw e;
      }
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
