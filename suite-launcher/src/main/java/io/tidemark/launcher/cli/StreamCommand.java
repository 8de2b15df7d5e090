package io.tidemark.launcher.cli;

import io.tidemark.kit.configuration.SuiteConfiguration;
import io.tidemark.launcher.stream.StreamReport;
import io.tidemark.launcher.stream.StreamSettings;
import io.tidemark.launcher.stream.StreamValidation;
import io.tidemark.model.Symbol;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The streams of an exchange, live, without a server. */
@Command(
    name = "stream",
    description =
        "Watches an exchange's live streams and says PASS or FAIL; needs no server and no account."
            + " Ended by Ctrl-C it says INTERRUPTED.",
    mixinStandardHelpOptions = true)
final class StreamCommand implements Callable<Integer> {

  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

  /** What shells tell of a command that was ended by Ctrl-C. */
  private static final int INTERRUPTED = 130;

  @Spec @Nullable CommandSpec spec;

  @Option(
      names = "--for",
      paramLabel = "D",
      description = "how long, such as 30s or 5m; default 30s")
  Duration length = Duration.ofSeconds(30);

  @Option(
      names = "--exchange",
      paramLabel = "E",
      description = "default: the configuration's exchange")
  @Nullable String exchange;

  @Option(
      names = "--symbol",
      arity = "1..*",
      paramLabel = "S",
      description = "such as BTC/USD; default: the configuration's symbols")
  List<String> symbols = new ArrayList<>();

  @Option(
      names = "--max-age",
      paramLabel = "D",
      description =
          "what 95 of 100 trades and books must not be older than, and how long book, ticker and"
              + " candles may be silent while the venue trades; default 10s")
  Duration maxAge = Duration.ofSeconds(10);

  @Option(
      names = "--rest-url",
      paramLabel = "URL",
      description = "another address of the exchange, such as a simulator's http://127.0.0.1:8090")
  @Nullable URI restUrl;

  @Option(
      names = "--websocket-url",
      paramLabel = "URL",
      description = "another address of its streams, such as ws://127.0.0.1:8090")
  @Nullable URI websocketUrl;

  @Option(
      names = "--clock",
      paramLabel = "C",
      description =
          "system, or the clock of a replaying venue, such as"
              + " http://127.0.0.1:8090/sim/v1/clock; default ${DEFAULT-VALUE}")
  String clock = "system";

  @Option(names = "--json", paramLabel = "F", description = "write the report to this file")
  @Nullable Path json;

  @Option(
      names = "--config",
      paramLabel = "F",
      description = "where exchange and symbols come from; default config/tidemark.yaml")
  @Nullable Path configuration;

  @Override
  public Integer call() {
    StreamValidation validation =
        new StreamValidation(
            settings(), System.out, System.console() != null && System.console().isTerminal());
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .unstarted(
                    () -> {
                      validation.requestStop();
                      validation.awaitEnded(STOP_LIMIT);
                    }));
    StreamReport report = validation.run();
    if (report.interrupted()) {
      return INTERRUPTED;
    }
    return report.passed() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private StreamSettings settings() {
    SuiteConfiguration suite = suite();
    try {
      return settings(suite);
    } catch (IllegalArgumentException e) {
      if (spec == null) {
        throw e;
      }
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  /** The configuration, read only for what is not given. */
  private @Nullable SuiteConfiguration suite() {
    return exchange == null || symbols.isEmpty()
        ? SuiteConfiguration.load(Defaults.configuration(configuration))
        : null;
  }

  private StreamSettings settings(@Nullable SuiteConfiguration suite) {
    return new StreamSettings(
        exchange != null || suite == null ? String.valueOf(exchange) : suite.exchange().name(),
        symbols.isEmpty() && suite != null
            ? suite.symbols()
            : symbols.stream().map(Symbol::parse).toList(),
        length,
        maxAge,
        restUrl,
        websocketUrl,
        clock,
        json);
  }
}
