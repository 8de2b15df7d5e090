package io.tidemark.core.optimise.split;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.history.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PurgedSplitsProperties {

  private static final Span ALL =
      new Span(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-03-17T05:01:02.003Z"));

  @Property(tries = 300, seed = "11")
  void trainingKeepsItsDistanceFromEveryTest(
      @ForAll @IntRange(min = 3, max = 9) int groups,
      @ForAll @IntRange(min = 1, max = 4) int tests,
      @ForAll @IntRange(min = 0, max = 600) int purgeMinutes,
      @ForAll @IntRange(min = 0, max = 600) int embargoMinutes) {
    Duration purge = Duration.ofMinutes(purgeMinutes);
    Duration embargo = Duration.ofMinutes(embargoMinutes);
    PurgedSplits splits = new PurgedSplits(groups, Math.min(tests, groups - 1), purge, embargo);

    for (Fold fold : splits.folds(ALL)) {
      for (Span test : fold.test()) {
        Span kept = new Span(test.from().minus(purge), test.to().plus(purge).plus(embargo));
        assertThat(fold.train()).allMatch(train -> !train.overlaps(kept) && ALL.encloses(train));
      }
      List<Span> missing = Span.subtract(List.of(ALL), fold.train());
      Duration left = missing.stream().map(Span::length).reduce(Duration.ZERO, Duration::plus);
      Duration tested =
          fold.test().stream().map(Span::length).reduce(Duration.ZERO, Duration::plus);
      Duration most = purge.multipliedBy(2).plus(embargo).multipliedBy(fold.test().size());
      assertThat(left).isBetween(tested, tested.plus(most));
    }
  }
}
