package io.tidemark.core.optimise.split;

import io.tidemark.core.history.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Windows that walk through time: each is searched on what lies before and judged by what follows
 * (R. Pardo, The Evaluation and Optimization of Trading Strategies, 2008).
 *
 * @param anchored whether every window trains from the beginning of the data; otherwise the
 *     training moves on with the window
 * @param train length of the training, of an anchored one that of the first window
 * @param test length of the judging
 * @param step from one window's test to the next one's; as long as {@code test} for tests that join
 * @param purge what is left out between training and test, so that a position that was opened in
 *     the training cannot reach into the test: at least the longest holding time. Training never
 *     follows its test, so no embargo is needed
 */
public record WalkForward(
    boolean anchored, Duration train, Duration test, Duration step, Duration purge) {

  /**
   * @throws IllegalArgumentException if a length is not above 0, the purge is negative, or the step
   *     is shorter than the test, which would judge by the same time twice
   */
  public WalkForward {
    Durations.requireAbove0("train", train);
    Durations.requireAbove0("test", test);
    Durations.requireNotNegative("purge", purge);
    if (step.compareTo(test) < 0) {
      throw new IllegalArgumentException(
          "step must be at least test %s, was %s".formatted(test, step));
    }
  }

  /** Windows whose tests join. */
  public static WalkForward of(boolean anchored, Duration train, Duration test, Duration purge) {
    return new WalkForward(anchored, train, test, test, purge);
  }

  /**
   * The windows that fit, in order. A last test that would be shorter than the others is left out:
   * {@link #rest} tells what no test covers.
   *
   * @throws IllegalArgumentException if not even one fits
   */
  public List<Fold> folds(Span all) {
    List<Fold> folds = new ArrayList<>();
    Instant testFrom = all.from().plus(train).plus(purge);
    for (; !testFrom.plus(test).isAfter(all.to()); testFrom = testFrom.plus(step)) {
      Instant trainTo = testFrom.minus(purge);
      Instant trainFrom = anchored ? all.from() : trainTo.minus(train);
      folds.add(
          new Fold(
              List.of(new Span(trainFrom, trainTo)),
              List.of(new Span(testFrom, testFrom.plus(test)))));
    }
    if (folds.isEmpty()) {
      throw new IllegalArgumentException(
          "%s is shorter than one window of train %s, purge %s and test %s"
              .formatted(all.length(), train, purge, test));
    }
    return folds;
  }

  /** How much time after the last test is not judged by. */
  public Duration rest(Span all) {
    return Duration.between(folds(all).getLast().test().getLast().to(), all.to());
  }
}
