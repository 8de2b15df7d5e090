package io.tidemark.launcher.cli;

import io.tidemark.launcher.suite.SuiteDirectory;
import io.tidemark.launcher.suite.SuitePorts;
import io.tidemark.launcher.suite.SuiteSession;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** The whole suite on the configured exchange. */
@Command(
    name = "up",
    description =
        "Runs the whole suite on the configured exchange; paper unless TRADING_MODE says otherwise.",
    mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {

  private static final Duration STOP_LIMIT = Duration.ofSeconds(9);

  @Option(
      names = "--config",
      paramLabel = "F",
      description = "the configuration, with strategies/ beside it; default config/tidemark.yaml")
  @Nullable Path configuration;

  @Override
  public Integer call() {
    SuiteSession session =
        new SuiteSession(
            Defaults.configuration(configuration),
            SuiteDirectory.named("suite"),
            SuitePorts.usual(),
            System.out);
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().unstarted(() -> session.stop(STOP_LIMIT)));
    session.run();
    return ExitCode.OK;
  }
}
