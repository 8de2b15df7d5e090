package io.tidemark.core.optimise.split;

import io.tidemark.core.history.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.util.Combinations;

/**
 * Combinatorial purged cross-validation (M. Lopez de Prado, Advances in Financial Machine Learning,
 * 2018, chapter 12): time is cut into equal groups, and each choice of some of them is once what is
 * judged by, while the others are trained on. The tests put together give several whole paths
 * through the data instead of the one of a walk-forward.
 *
 * @param groups number of groups, 2 to {@link #MOST_GROUPS}
 * @param testGroups how many of them are the test, 1 or more, fewer than {@code groups}
 * @param purge what is left out of the training on both sides of a test: at least the longest
 *     holding time, as what is opened before reaches into the test, and what is opened in the test
 *     reaches beyond it (section 7.4.1)
 * @param embargo what is left out after that, for what prices remember (section 7.4.2)
 */
public record PurgedSplits(int groups, int testGroups, Duration purge, Duration embargo) {

  /** The most groups; 20 over 10 are 184,756 folds. */
  public static final int MOST_GROUPS = 20;

  /**
   * @throws IllegalArgumentException if one of them is outside of its range
   */
  public PurgedSplits {
    if (groups < 2 || groups > MOST_GROUPS) {
      throw new IllegalArgumentException(
          "groups must be from 2 to %d, was %d".formatted(MOST_GROUPS, groups));
    }
    if (testGroups < 1 || testGroups >= groups) {
      throw new IllegalArgumentException(
          "testGroups must be from 1 to %d, was %d".formatted(groups - 1, testGroups));
    }
    Durations.requireNotNegative("purge", purge);
    Durations.requireNotNegative("embargo", embargo);
  }

  /**
   * One fold for each choice of test groups, in lexicographic order of the groups.
   *
   * @throws IllegalArgumentException if the purge and the embargo leave a fold nothing to train on
   */
  public List<Fold> folds(Span all) {
    return testChoices().stream().map(chosen -> fold(all, chosen)).toList();
  }

  private Fold fold(Span all, int[] chosen) {
    List<Span> test =
        Span.union(Arrays.stream(chosen).mapToObj(i -> group(all, i)).toList(), Duration.ZERO);
    List<Span> out =
        test.stream()
            .map(one -> new Span(one.from().minus(purge), one.to().plus(purge).plus(embargo)))
            .toList();
    List<Span> train = Span.subtract(List.of(all), out);
    if (train.isEmpty()) {
      throw new IllegalArgumentException(
          "purge %s and embargo %s leave nothing of %s to train on with test groups %s"
              .formatted(purge, embargo, all, Arrays.toString(chosen)));
    }
    return new Fold(train, test);
  }

  /**
   * A group of the data, which are equal to the millisecond.
   *
   * @param index from 0, below {@link #groups()}
   */
  public Span group(Span all, int index) {
    return new Span(edge(all, index), edge(all, index + 1));
  }

  private Instant edge(Span all, int index) {
    return index == groups
        ? all.to()
        : all.from().plusMillis(all.length().toMillis() * index / groups);
  }

  /**
   * The whole paths that the tests give: of each, the fold that tells about each group. Every test
   * group of every fold is used once.
   *
   * @return paths, each with one index of {@link #folds} for each group
   */
  public List<List<Integer>> paths() {
    List<List<Integer>> foldsOfGroup = new ArrayList<>();
    for (int i = 0; i < groups; i++) {
      foldsOfGroup.add(new ArrayList<>());
    }
    List<int[]> choices = testChoices();
    for (int fold = 0; fold < choices.size(); fold++) {
      for (int group : choices.get(fold)) {
        foldsOfGroup.get(group).add(fold);
      }
    }
    List<List<Integer>> paths = new ArrayList<>();
    for (int path = 0; path < foldsOfGroup.getFirst().size(); path++) {
      List<Integer> folds = new ArrayList<>();
      for (List<Integer> ofGroup : foldsOfGroup) {
        folds.add(ofGroup.get(path));
      }
      paths.add(List.copyOf(folds));
    }
    return paths;
  }

  private List<int[]> testChoices() {
    List<int[]> choices = new ArrayList<>();
    new Combinations(groups, testGroups).forEach(choices::add);
    choices.sort(Arrays::compare);
    return choices;
  }
}
