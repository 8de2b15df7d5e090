package io.tidemark.launcher.cli;

import io.tidemark.core.parity.ParityVerdict;
import io.tidemark.core.parity.Window;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.launcher.backfill.BackfillSettings;
import io.tidemark.launcher.parity.ParitySession;
import io.tidemark.launcher.parity.ParityUnavailableException;
import io.tidemark.launcher.suite.SuiteDirectory;
import io.tidemark.launcher.suite.SuiteKey;
import io.tidemark.launcher.suite.SuitePorts;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whether what live said is what the code says now. */
@Command(
    name = "parity",
    description =
        "Has the running suite replay what it recorded through its code as it is now, and compares"
            + " decisions, intents and positions. The exit status is 0 if they are equal, 1 if they"
            + " differ or not all could be replayed, 2 if no suite answers.",
    mixinStandardHelpOptions = true)
final class ParityCommand implements Callable<Integer> {

  @Spec @Nullable CommandSpec spec;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "D",
      description = "a day or an instant in UTC")
  String from = "";

  @Option(
      names = "--to",
      required = true,
      paramLabel = "D",
      description = "a day or an instant in UTC, excluded; at most 7 days later")
  String to = "";

  @Option(
      names = "--service",
      paramLabel = "URL",
      description = "the backtester to ask; default: the running suite's")
  @Nullable URI service;

  @Option(names = "--json", paramLabel = "F", description = "write the certificate to this file")
  @Nullable Path json;

  @Override
  public Integer call() {
    Window window = window();
    try {
      ParityVerdict verdict = session().run(window, json);
      return verdict == ParityVerdict.EQUAL ? ExitCode.OK : ExitCode.SOFTWARE;
    } catch (ParityUnavailableException e) {
      System.err.println("tidemark: " + e.getMessage());
      return ExitCode.USAGE;
    }
  }

  private ParitySession session() {
    URI named = service;
    if (named == null) {
      return new ParitySession(
          URI.create(SuitePorts.usual().url(TidemarkService.BACKTESTER)),
          keyOfRunning(),
          System.out);
    }
    if (named.getHost() == null) {
      throw wrong("--service must be an address such as http://127.0.0.1:8087, was '%s'", named);
    }
    return new ParitySession(named, SuiteKey.configured(), System.out);
  }

  /** The demo has a folder of its own, on the same ports. */
  private static String keyOfRunning() {
    String key = SuiteKey.ofRunning(SuiteDirectory.named("suite"));
    return key.equals(SuiteKey.configured())
        ? SuiteKey.ofRunning(SuiteDirectory.named("demo"))
        : key;
  }

  private Window window() {
    try {
      return new Window(
          BackfillSettings.instant("--from", from), BackfillSettings.instant("--to", to));
    } catch (IllegalArgumentException e) {
      throw wrong("%s", e.getMessage());
    }
  }

  private RuntimeException wrong(String message, @Nullable Object value) {
    String told = message.formatted(value);
    return spec == null
        ? new IllegalArgumentException(told)
        : new ParameterException(spec.commandLine(), told);
  }
}
