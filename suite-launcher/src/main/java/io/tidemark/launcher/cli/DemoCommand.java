package io.tidemark.launcher.cli;

import io.tidemark.launcher.demo.DemoReport;
import io.tidemark.launcher.demo.DemoSession;
import io.tidemark.launcher.demo.DemoSettings;
import io.tidemark.launcher.suite.SuiteDirectory;
import io.tidemark.launcher.suite.SuitePorts;
import io.tidemark.model.Symbol;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** The whole suite on the simulator. */
@Command(
    name = "demo",
    description = "Runs the whole suite on the exchange simulator, replaying real recorded trades.",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

  private static final Duration STOP_LIMIT = Duration.ofSeconds(9);

  @Option(
      names = "--data",
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "trades or candles to replay, CSV or CSV.gz; SYMBOL=FILE for several symbols; default: 100,000 trades of 2013")
  List<String> data = new ArrayList<>();

  @Option(
      names = "--depth",
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "a recorded book, JSON lines; its trades come with it, unless there is --data; SYMBOL=FILE for several symbols; several files of one symbol go on one from the other")
  List<String> depth = new ArrayList<>();

  @Option(
      names = "--symbol",
      paramLabel = "S",
      description = "what they are of; default ${DEFAULT-VALUE}")
  String symbol = "BTC/USD";

  @Option(
      names = "--speed",
      paramLabel = "N",
      description = "venue seconds in one second; default ${DEFAULT-VALUE}")
  int speed = 60;

  @Option(
      names = "--for",
      paramLabel = "D",
      description = "how long, such as 90s or 5m; default: until the data ends or Ctrl-C")
  @Nullable Duration length;

  @Option(names = "--fresh", description = "begin a new replay even if the last one could go on")
  boolean fresh;

  @Option(names = "--processes", description = "each service in a process of its own")
  boolean processes;

  @Option(names = "--json", paramLabel = "F", description = "write the summary to this file")
  @Nullable Path json;

  @Option(
      names = "--config",
      paramLabel = "F",
      description = "the configuration, with strategies/ beside it; default config/tidemark.yaml")
  @Nullable Path configuration;

  @Override
  public Integer call() {
    Symbol of = Symbol.parse(symbol);
    DemoSettings settings =
        new DemoSettings(
            Defaults.configuration(configuration),
            data.stream().map(each -> DemoSettings.Data.parse(each, of)).toList(),
            depth.stream().map(each -> DemoSettings.Data.parse(each, of)).toList(),
            speed,
            length,
            fresh,
            processes,
            json);
    DemoSession session =
        new DemoSession(
            settings,
            SuiteDirectory.named("demo"),
            SuitePorts.usual(),
            System.out,
            System.console() != null && System.console().isTerminal());
    Thread interrupted =
        Thread.ofPlatform()
            .unstarted(
                () -> {
                  session.requestStop();
                  session.awaitStopped(STOP_LIMIT);
                });
    Runtime.getRuntime().addShutdownHook(interrupted);
    DemoReport report = session.run();
    return report.allHeld() ? ExitCode.OK : ExitCode.SOFTWARE;
  }
}
