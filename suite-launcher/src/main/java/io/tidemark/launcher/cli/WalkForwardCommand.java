package io.tidemark.launcher.cli;

import io.tidemark.backtester.search.WalkForwardRequest;
import io.tidemark.launcher.optimise.WalkForwardSession;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a strategy would have come to, had its parameters been searched anew now and then. */
@Command(
    name = "walk-forward",
    description =
        "Searches a strategy's parameters in one window of time after the other, and judges each"
            + " by what came after; needs no server.",
    mixinStandardHelpOptions = true)
final class WalkForwardCommand implements Callable<Integer> {

  @Spec @Nullable CommandSpec spec;

  @Mixin SearchOptions search = new SearchOptions();

  @Option(
      names = "--train",
      required = true,
      paramLabel = "D",
      description = "how long is searched on, such as 90d")
  Duration train = Duration.ZERO;

  @Option(
      names = "--test",
      required = true,
      paramLabel = "D",
      description = "how long is judged by, such as 30d")
  Duration test = Duration.ZERO;

  @Option(
      names = "--step",
      paramLabel = "D",
      description = "from one test to the next; default: as long as the test")
  @Nullable Duration step;

  @Option(
      names = "--anchored",
      description = "search from the beginning of the data each time, and not on --train alone")
  boolean anchored;

  @Option(
      names = "--purge",
      paramLabel = "D",
      description = "left out between the two, such as the longest holding time; default: nothing")
  Duration purge = Duration.ZERO;

  @Option(names = "--json", paramLabel = "F", description = "write the result to this file")
  @Nullable Path json;

  @Override
  public Integer call() throws IOException {
    boolean terminal = System.console() != null && System.console().isTerminal();
    try {
      WalkForwardRequest request =
          new WalkForwardRequest(
              search.request(), WalkForwardRequest.windows(anchored, train, test, step, purge));
      return new WalkForwardSession(request, search.files(json, null, null), System.out, terminal)
              .run()
          ? ExitCode.OK
          : ExitCode.SOFTWARE;
    } catch (IllegalArgumentException e) {
      throw WrongOptions.told(e, spec);
    }
  }
}
