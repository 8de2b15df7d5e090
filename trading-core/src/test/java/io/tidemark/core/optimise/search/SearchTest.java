package io.tidemark.core.optimise.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tidemark.core.optimise.objective.Score;
import io.tidemark.core.optimise.space.Assignment;
import io.tidemark.core.optimise.space.Choice;
import io.tidemark.core.optimise.space.ContinuousRange;
import io.tidemark.core.optimise.space.Scale;
import io.tidemark.core.optimise.space.SearchSpace;
import io.tidemark.core.optimise.space.SteppedRange;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTest {

  /** 40 x 13 x 2 assignments. */
  private static final SearchSpace STEPPED =
      new SearchSpace(
          List.of(
              new SteppedRange("period", decimal("1"), decimal("40"), decimal("1"), Scale.LINEAR),
              new SteppedRange(
                  "stop", decimal("0.5"), decimal("3.5"), decimal("0.25"), Scale.LINEAR),
              new Choice("mode", List.of("fast", "slow"))));

  private static final SearchSpace MIXED =
      new SearchSpace(
          List.of(
              new ContinuousRange("x", decimal("-5"), decimal("5"), Scale.LINEAR),
              new ContinuousRange("y", decimal("0.01"), decimal("100"), Scale.LOG),
              new SteppedRange("n", decimal("1"), decimal("60"), decimal("1"), Scale.LINEAR),
              new Choice("mode", List.of("a", "b", "c", "d"))));

  @Test
  void gridTriesEverythingOnceInOrder() {
    Search search = new Search(STEPPED, SearchSettings.of(SearchMethod.GRID, 10_000, 64, 1));

    run(search, SearchTest::steppedScore);

    assertThat(search.told()).hasSize(40 * 13 * 2);
    assertThat(search.told().stream().map(Trial::assignment).distinct()).hasSize(1040);
    assertThat(search.told().get(27).assignment()).isEqualTo(STEPPED.at(27));
    assertThat(search.best().orElseThrow().assignment())
        .isEqualTo(new Assignment(Map.of("period", 17, "stop", 1.25, "mode", "slow")));
  }

  @Test
  void gridNeedsStepsAndIsCutOffAtItsBudget() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Search(MIXED, SearchSettings.of(SearchMethod.GRID, 10, 2, 1)))
        .withMessage("search.method grid needs a step for each parameter; none has x, y");

    Search search = new Search(STEPPED, SearchSettings.of(SearchMethod.GRID, 10, 4, 1));
    run(search, SearchTest::steppedScore);
    assertThat(search.told()).hasSize(10);
  }

  @ParameterizedTest
  @EnumSource
  void everyMethodTriesAllOfASmallSpaceAndNothingTwice(SearchMethod method) {
    SearchSpace small =
        new SearchSpace(
            List.of(
                new SteppedRange("n", decimal("1"), decimal("30"), decimal("1"), Scale.LOG),
                new Choice("m", List.of(true, false))));
    Search search = new Search(small, SearchSettings.of(method, 1000, 7, 3));

    run(search, assignment -> -number(assignment, "n"));

    assertThat(search.told()).hasSize(60);
    assertThat(new HashSet<>(search.told().stream().map(Trial::assignment).toList())).hasSize(60);
    assertThat(search.isFinished()).isTrue();
    assertThat(search.ask()).isEmpty();
  }

  @Test
  void randomDrawsEveryValueAboutEquallyOften() {
    Search search = new Search(STEPPED, SearchSettings.of(SearchMethod.RANDOM, 520, 520, 5));

    long slow =
        search.ask().stream().filter(one -> one.assignment().value("mode").equals("slow")).count();
    long early =
        search.ask().stream().filter(one -> number(one.assignment(), "period") <= 20).count();

    // half of 520 drawn of 1040 without repetition: a deviation of 8
    assertThat(slow).isBetween(260L - 32, 260L + 32);
    assertThat(early).isBetween(260L - 32, 260L + 32);
  }

  @Test
  void anotherSeedDrawsOthers() {
    List<Proposal> one = new Search(MIXED, SearchSettings.of(SearchMethod.RANDOM, 20, 20, 1)).ask();
    List<Proposal> other =
        new Search(MIXED, SearchSettings.of(SearchMethod.RANDOM, 20, 20, 2)).ask();

    assertThat(other).doesNotContainAnyElementsOf(one);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 16, 120, Integer.MAX_VALUE})
  void gridAndRandomDoNotDependOnTheBatch(int batch) {
    for (SearchMethod method : List.of(SearchMethod.GRID, SearchMethod.RANDOM)) {
      Search search = new Search(STEPPED, SearchSettings.of(method, 120, batch, 9));
      Search atOnce = new Search(STEPPED, SearchSettings.of(method, 120, 120, 9));
      run(search, SearchTest::steppedScore);
      run(atOnce, SearchTest::steppedScore);

      assertThat(search.told()).isEqualTo(atOnce.told());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void threadsChangeNothing(int threads) throws ExecutionException, InterruptedException {
    SearchSettings settings = SearchSettings.of(SearchMethod.TPE, 64, 8, 4);
    Search alone = new Search(MIXED, settings);
    run(alone, SearchTest::mixedScore);

    Search search = new Search(MIXED, settings);
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      while (!search.isFinished()) {
        List<Future<Trial>> running = new ArrayList<>();
        for (Proposal proposal : search.ask()) {
          running.add(pool.submit(() -> trial(proposal, SearchTest::mixedScore)));
        }
        for (Future<Trial> each : running) {
          search.tell(each.get());
        }
      }
    }

    assertThat(search.told()).isEqualTo(alone.told());
    assertThat(search.digest()).isEqualTo(alone.digest());
  }

  @ParameterizedTest
  @EnumSource(names = {"RANDOM", "TPE"})
  void goesOnAsIfItHadNotBeenInterrupted(SearchMethod method) {
    SearchSettings settings = SearchSettings.of(method, 60, 8, 11);
    Search whole = new Search(MIXED, settings);
    run(whole, SearchTest::mixedScore);

    // ends amid the fifth batch, of which some later trials were told before earlier ones
    for (List<Integer> lost : List.of(List.of(32, 35), List.of(33, 34, 36, 37, 38, 39))) {
      List<Trial> told =
          new ArrayList<>(
              whole.told().stream()
                  .filter(trial -> trial.number() < 40 && !lost.contains(trial.number()))
                  .toList());
      Collections.shuffle(told, new Random(1));
      Search resumed = Search.resumed(MIXED, settings, told);

      assertThat(resumed.ask().stream().map(Proposal::number)).isEqualTo(lost);
      run(resumed, SearchTest::mixedScore);
      assertThat(resumed.told()).isEqualTo(whole.told());
    }
  }

  @Test
  void refusesTrialsThatItDidNotPropose() {
    SearchSettings settings = SearchSettings.of(SearchMethod.RANDOM, 20, 4, 1);
    Search search = new Search(STEPPED, settings);
    Proposal first = search.ask().getFirst();
    Search other = new Search(STEPPED, SearchSettings.of(SearchMethod.RANDOM, 20, 4, 2));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> other.tell(trial(first, SearchTest::steppedScore)))
        .withMessageContaining("it comes from a search with another space or other settings");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> search.tell(new Trial(4, first.assignment(), Score.of(1))))
        .withMessage("trial 4 is not open; open are [0, 1, 2, 3]");
    search.tell(trial(first, SearchTest::steppedScore));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> search.tell(trial(first, SearchTest::steppedScore)))
        .withMessage("trial 0 is not open; open are [1, 2, 3]");
  }

  @Test
  void bestKeepsTheFirstOfEqualsAndLeavesOutWhatHasNoValue() {
    Search search = new Search(STEPPED, SearchSettings.of(SearchMethod.GRID, 4, 4, 1));
    assertThat(search.best()).isEmpty();

    List<Score> scores = List.of(Score.UNDEFINED, Score.of(2), Score.of(2), new Score(9.0, 0.1));
    for (Proposal proposal : search.ask()) {
      search.tell(
          new Trial(proposal.number(), proposal.assignment(), scores.get(proposal.number())));
    }

    assertThat(search.best().orElseThrow().number()).isEqualTo(1);
  }

  @Test
  void theModelFindsMoreThanChance() {
    double tpe = 0;
    double random = 0;
    int won = 0;
    for (long seed = 0; seed < 20; seed++) {
      double byModel = bestOf(SearchMethod.TPE, seed);
      double byChance = bestOf(SearchMethod.RANDOM, seed);
      tpe += byModel / 20;
      random += byChance / 20;
      won += byModel > byChance ? 1 : 0;
    }

    // the best there is is 0
    assertThat(tpe).isGreaterThan(random / 5);
    assertThat(won).isGreaterThanOrEqualTo(18);
  }

  @Test
  void theModelLearnsFromConstraints() {
    SearchSettings settings = SearchSettings.of(SearchMethod.TPE, 80, 4, 2);
    Search search = new Search(STEPPED, settings);
    while (!search.isFinished()) {
      for (Proposal proposal : search.ask()) {
        double period = number(proposal.assignment(), "period");
        search.tell(
            new Trial(
                proposal.number(),
                proposal.assignment(),
                new Score(period, Math.max(period - 10, 0) / 10)));
      }
    }

    assertThat(search.best().orElseThrow().score()).isEqualTo(Score.of(10));
    // of the 40 periods 15 break it by half or less: 15 of 40 trials by chance
    assertThat(search.told().stream().skip(40).filter(trial -> trial.score().violation() <= 0.5))
        .hasSizeGreaterThan(25);
  }

  @Test
  void readsSettings() {
    assertThat(SearchSettings.parse(Map.of()))
        .isEqualTo(SearchSettings.of(SearchMethod.TPE, 200, 8, 1));
    assertThat(
            SearchSettings.parse(
                Map.of(
                    "method",
                    "random",
                    "trials",
                    50,
                    "batch",
                    2,
                    "seed",
                    -7,
                    "startup_trials",
                    5,
                    "candidates",
                    12,
                    "good_fraction",
                    0.25)))
        .isEqualTo(new SearchSettings(SearchMethod.RANDOM, 50, 2, -7, 5, 12, 0.25));
  }

  @Test
  void refusesSettingsThatDoNotFit() {
    assertRefused(Map.of("method", "bayes"), "search.method must be one of [grid, random, tpe]");
    assertRefused(Map.of("trials", 0), "search.trials must be from 1 to 1000000, was 0");
    assertRefused(Map.of("trials", 2.5), "search.trials must be a whole number");
    assertRefused(Map.of("batch", "many"), "search.batch must be a number, was many");
    assertRefused(Map.of("good_fraction", 1), "search.good_fraction must be above 0 and below 1");
    assertRefused(Map.of("seeds", 1), "search.seeds must be one of [");
  }

  private static void assertRefused(Map<String, ?> section, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SearchSettings.parse(section))
        .withMessageContaining(message);
  }

  private static double bestOf(SearchMethod method, long seed) {
    Search search = new Search(MIXED, SearchSettings.of(method, 120, 4, seed));
    run(search, SearchTest::mixedScore);
    return mixedScore(search.best().orElseThrow().assignment());
  }

  private static double steppedScore(Assignment assignment) {
    double period = number(assignment, "period") - 17;
    double stop = number(assignment, "stop") - 1.25;
    return (assignment.value("mode").equals("slow") ? 1 : 0) - period * period - stop * stop;
  }

  /** 0 at x = 2, y = 0.3, n = 42 in mode c; below everywhere else. */
  private static double mixedScore(Assignment assignment) {
    double x = number(assignment, "x") - 2;
    double y = StrictMath.log(number(assignment, "y") / 0.3);
    double n = (number(assignment, "n") - 42) / 10;
    return -(x * x + y * y + n * n) - (assignment.value("mode").equals("c") ? 0 : 2);
  }

  private static double number(Assignment assignment, String name) {
    return ((BigDecimal) assignment.value(name)).doubleValue();
  }

  private static void run(Search search, ToDoubleFunction<Assignment> function) {
    while (!search.isFinished()) {
      search.ask().forEach(proposal -> search.tell(trial(proposal, function)));
    }
  }

  private static Trial trial(Proposal proposal, ToDoubleFunction<Assignment> function) {
    return new Trial(
        proposal.number(),
        proposal.assignment(),
        Score.of(function.applyAsDouble(proposal.assignment())));
  }

  private static BigDecimal decimal(String value) {
    return new BigDecimal(value);
  }
}
