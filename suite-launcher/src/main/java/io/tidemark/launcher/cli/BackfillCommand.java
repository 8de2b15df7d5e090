package io.tidemark.launcher.cli;

import io.tidemark.launcher.backfill.BackfillReport;
import io.tidemark.launcher.backfill.BackfillSession;
import io.tidemark.launcher.backfill.BackfillSettings;
import io.tidemark.launcher.suite.SuiteDirectory;
import io.tidemark.launcher.suite.SuitePorts;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** History into the store. */
@Command(
    name = "backfill",
    description =
        "Fetches history into the store, by the running suite or, if none runs, by itself. Can be"
            + " stopped at any time; the same command goes on.",
    mixinStandardHelpOptions = true)
final class BackfillCommand implements Callable<Integer> {

  private static final Duration STOP_LIMIT = Duration.ofSeconds(12);

  @Spec @Nullable CommandSpec spec;

  @Option(
      names = "--exchange",
      paramLabel = "E",
      description = "where from; default: the configured one")
  @Nullable String exchange;

  @Option(
      names = "--symbol",
      arity = "1..*",
      split = ",",
      paramLabel = "S",
      description = "of what, such as BTC/USD; default: the configured symbols")
  List<String> symbols = new ArrayList<>();

  @Option(
      names = "--timeframe",
      arity = "1..*",
      split = ",",
      paramLabel = "T",
      description = "such as 1m; default: 1m to 1d")
  List<String> timeframes = new ArrayList<>();

  @Option(
      names = "--from",
      paramLabel = "D",
      description = "a day or an instant in UTC; default: the first trade there is")
  @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "D",
      description = "a day or an instant in UTC, excluded; default: now")
  @Nullable String to;

  @Option(
      names = "--all",
      description = "BTC, ETH, BNB, SOL and XRP against the configured quote currency")
  boolean all;

  @Option(
      names = "--service",
      paramLabel = "URL",
      description = "the backfiller to use; default: the running suite's, or its own")
  @Nullable URI service;

  @Option(names = "--json", paramLabel = "F", description = "write the result to this file")
  @Nullable Path json;

  @Option(
      names = "--config",
      paramLabel = "F",
      description = "the configuration; default config/tidemark.yaml")
  @Nullable Path configuration;

  @Override
  public Integer call() {
    BackfillSession session =
        new BackfillSession(
            settings(),
            SuiteDirectory.named("suite"),
            SuitePorts.usual(),
            Map.of(),
            System.out,
            System.console() != null && System.console().isTerminal());
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().unstarted(() -> session.stop(STOP_LIMIT)));
    BackfillReport report = session.run();
    return report.succeeded() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private BackfillSettings settings() {
    try {
      return new BackfillSettings(
          Defaults.configuration(configuration),
          exchange,
          symbols.stream().map(Symbol::parse).toList(),
          timeframes.stream().map(Timeframe::parse).toList(),
          instant("--from", from),
          instant("--to", to),
          all,
          service,
          json);
    } catch (IllegalArgumentException e) {
      if (spec == null) {
        throw e;
      }
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private static @Nullable Instant instant(String option, @Nullable String text) {
    return text == null ? null : BackfillSettings.instant(option, text);
  }
}
