package io.tidemark.launcher.cli;

import io.tidemark.backtester.search.OptimiseRequest;
import io.tidemark.launcher.optimise.OptimiseSession;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which parameters of a strategy would have done best, and what speaks against believing it. */
@Command(
    name = "optimise",
    aliases = "optimize",
    description =
        "Searches a strategy's parameters over recorded candles, and says how much of the result"
            + " luck explains; needs no server.",
    mixinStandardHelpOptions = true)
final class OptimiseCommand implements Callable<Integer> {

  @Spec @Nullable CommandSpec spec;

  @Mixin SearchOptions search = new SearchOptions();

  @Option(
      names = "--hold-out",
      paramLabel = "PCT",
      description =
          "percent of the time, at its end, that is kept back and looked at once, for the result")
  @Nullable BigDecimal holdOut;

  @Option(
      names = "--hold-out-again",
      description = "look at a hold-out that another search was judged by before")
  boolean looksAgain;

  @Option(
      names = "--heat-map",
      split = ",",
      paramLabel = "A,B",
      description = "parameters of the heat map; default: the two of most effect")
  List<String> heatMap = new ArrayList<>();

  @Option(names = "--json", paramLabel = "F", description = "write the result to this file")
  @Nullable Path json;

  @Option(
      names = "--report",
      paramLabel = "F.html",
      description = "write a report with heat maps to this file")
  @Nullable Path report;

  @Option(
      names = "--write-best",
      paramLabel = "F.yaml",
      description = "write the strategy with the best parameters to this file")
  @Nullable Path writeBest;

  @Override
  public Integer call() throws IOException {
    boolean terminal = System.console() != null && System.console().isTerminal();
    try {
      OptimiseRequest request = new OptimiseRequest(search.request(), holdOut, looksAgain, heatMap);
      return new OptimiseSession(
                  request, search.files(json, report, writeBest), System.out, terminal)
              .run()
          ? ExitCode.OK
          : ExitCode.SOFTWARE;
    } catch (IllegalArgumentException e) {
      throw WrongOptions.told(e, spec);
    }
  }
}
