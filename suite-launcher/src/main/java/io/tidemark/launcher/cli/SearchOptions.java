package io.tidemark.launcher.cli;

import io.tidemark.backtester.search.SearchChoices;
import io.tidemark.backtester.search.SearchRequest;
import io.tidemark.core.optimise.search.SearchMethod;
import io.tidemark.kit.configuration.SearchSection;
import io.tidemark.kit.configuration.StrategyTemplate;
import io.tidemark.launcher.optimise.SearchFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of commands that search parameters. */
final class SearchOptions {

  @Mixin HistoryOptions history = new HistoryOptions();

  @Option(
      names = "--space",
      paramLabel = "F",
      description = "what is searched; default: the section optimise of the strategy's file")
  @Nullable Path space;

  @Option(
      names = "--search",
      paramLabel = "M",
      description = "grid, random or tpe; default: search.method, else tpe")
  @Nullable SearchMethod method;

  @Option(
      names = "--trials",
      paramLabel = "N",
      description = "the most that are tried; default: search.trials, else 200")
  @Nullable Integer trials;

  @Option(
      names = "--objective",
      paramLabel = "O",
      description =
          "such as sharpe, calmar, profit_factor or net_profit; default: objective, else sharpe")
  @Nullable String objective;

  @Option(
      names = "--constraint",
      paramLabel = "C",
      description =
          "such as \"max_drawdown <= 0.2\" or \"trades >= 30\", in place of those of the file;"
              + " may be given several times")
  List<String> constraints = new ArrayList<>();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "of all draws; default: search.seed, else 1")
  @Nullable Long seed;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "that run trials, without an effect on the result; default: one a processor")
  int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--journal",
      paramLabel = "F",
      description = "where trials are kept as they end; default: a file in .tidemark/optimise")
  @Nullable Path journal;

  @Option(
      names = "--resume",
      paramLabel = "F",
      description = "go on with the journal of a search that did not come to its end")
  @Nullable Path resume;

  /**
   * What was asked for.
   *
   * @throws IllegalArgumentException if an option does not fit
   * @throws io.tidemark.kit.configuration.ConfigurationException if a file is not valid
   */
  SearchRequest request() {
    return new SearchRequest(
        history.settings(),
        StrategyTemplate.read(history.strategy),
        space == null ? null : SearchSection.read(space),
        new SearchChoices(method, trials, objective, constraints, seed),
        threads);
  }

  /**
   * The files of the search.
   *
   * @param json where the result is written; null for nowhere
   * @param report where it is written as a page; null for nowhere
   * @param writeBest where the strategy with the best parameters is written; null for nowhere
   * @throws IllegalArgumentException if options contradict each other
   */
  SearchFiles files(@Nullable Path json, @Nullable Path report, @Nullable Path writeBest) {
    return new SearchFiles(
        journal,
        resume,
        Path.of(System.getProperty("tidemark.data", ".tidemark"), "optimise"),
        json,
        report,
        writeBest);
  }
}
