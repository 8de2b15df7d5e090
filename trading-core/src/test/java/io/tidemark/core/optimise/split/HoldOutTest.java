package io.tidemark.core.optimise.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tidemark.core.history.Span;
import io.tidemark.core.optimise.objective.Score;
import io.tidemark.core.optimise.search.Search;
import io.tidemark.core.optimise.search.SearchMethod;
import io.tidemark.core.optimise.search.SearchSettings;
import io.tidemark.core.optimise.search.Trial;
import io.tidemark.core.optimise.space.Assignment;
import io.tidemark.core.optimise.space.Choice;
import io.tidemark.core.optimise.space.SearchSpace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HoldOutTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final SearchSpace SPACE =
      new SearchSpace(List.of(new Choice("mode", List.of("fast", "slow", "still"))));
  private static final Assignment CHOSEN = new Assignment(Map.of("mode", "slow"));

  private final HoldOut holdOut = reserve("data-1", List.of());

  @Test
  void givesTheSearchWhatLiesBefore() {
    assertThat(holdOut.searchable()).isEqualTo(days(0, 78));
    assertThat(holdOut.shown()).isEmpty();
  }

  @Test
  void isEvaluatedOnceForWhatWasChosen() {
    HoldOutOpening opening = holdOut.seal(finished(2), CHOSEN);
    AtomicInteger looks = new AtomicInteger();

    String result =
        holdOut.evaluate(
            (assignment, span) ->
                assignment + " over " + span + " look " + looks.incrementAndGet());

    assertThat(result).isEqualTo(CHOSEN + " over " + days(80, 100) + " look 1");
    assertThat(opening.chosen()).isEqualTo(CHOSEN);
    assertThatIllegalStateException()
        .isThrownBy(() -> holdOut.evaluate((assignment, span) -> looks.incrementAndGet()))
        .withMessageContaining("evaluated already");
    assertThat(looks).hasValue(1);
  }

  @Test
  void countsALookThatFailed() {
    holdOut.seal(finished(2), CHOSEN);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                holdOut.evaluate(
                    (assignment, span) -> {
                      throw new IllegalArgumentException("broken");
                    }));

    assertThatIllegalStateException()
        .isThrownBy(() -> holdOut.evaluate((assignment, span) -> 1))
        .withMessageContaining("evaluated already");
  }

  @Test
  void staysShutUntilItIsSealed() {
    assertThatIllegalStateException()
        .isThrownBy(() -> holdOut.evaluate((assignment, span) -> 1))
        .withMessageContaining("after it was sealed");
  }

  @Test
  void isSealedOnceForATrialOfAFinishedSearch() {
    Search open = new Search(SPACE, SearchSettings.of(SearchMethod.GRID, 3, 3, 1));
    assertThatIllegalStateException()
        .isThrownBy(() -> holdOut.seal(open, CHOSEN))
        .withMessageContaining("3 trials open");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> holdOut.seal(finished(2), new Assignment(Map.of("mode", "other"))))
        .withMessageContaining("was not told of mode=\"other\"");
    holdOut.seal(finished(2), CHOSEN);

    assertThatIllegalStateException()
        .isThrownBy(() -> holdOut.seal(finished(2), CHOSEN))
        .withMessageContaining("sealed already");
  }

  @Test
  void refusesASecondLookInAnotherProcess() {
    HoldOutOpening earlier = holdOut.seal(finished(2), CHOSEN);

    HoldOut again = reserve("data-1", List.of(earlier));
    assertThat(again.shown()).contains(earlier);
    assertThatIllegalStateException()
        .isThrownBy(() -> again.seal(finished(3), CHOSEN))
        .withMessageContaining("looked at before, for mode=\"slow\"");

    assertThat(reserve("data-2", List.of(earlier)).shown()).isEmpty();
    HoldOut after =
        HoldOut.reserve(
            "data-1", days(0, 120), Duration.ofDays(20), Duration.ZERO, List.of(earlier));
    assertThat(after.shown()).isEmpty();
    HoldOut over =
        HoldOut.reserve(
            "data-1", days(0, 120), Duration.ofDays(21), Duration.ZERO, List.of(earlier));
    assertThat(over.shown()).contains(earlier);
  }

  @Test
  void digestsEverythingThatWasSearched() {
    String one = reserve("data-1", List.of()).seal(finished(2), CHOSEN).digest();

    assertThat(reserve("data-1", List.of()).seal(finished(2), CHOSEN).digest()).isEqualTo(one);
    assertThat(one).matches("[0-9a-f]{64}");
    assertThat(reserve("data-1", List.of()).seal(finished(3), CHOSEN).digest()).isNotEqualTo(one);
    assertThat(reserve("data-2", List.of()).seal(finished(2), CHOSEN).digest()).isNotEqualTo(one);
    assertThat(
            reserve("data-1", List.of())
                .seal(finished(2), new Assignment(Map.of("mode", "fast")))
                .digest())
        .isNotEqualTo(one);
  }

  @Test
  void leavesSomethingToSearchOn() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                HoldOut.reserve(
                    "data-1", days(0, 100), Duration.ofDays(99), Duration.ofDays(1), List.of()))
        .withMessageContaining("leaves nothing of");
  }

  /** Three trials, of which the second has a score of its own. */
  private static Search finished(double score) {
    Search search = new Search(SPACE, SearchSettings.of(SearchMethod.GRID, 3, 3, 1));
    search
        .ask()
        .forEach(
            proposal ->
                search.tell(
                    new Trial(
                        proposal.number(),
                        proposal.assignment(),
                        Score.of(proposal.number() == 1 ? score : 0))));
    return search;
  }

  private static HoldOut reserve(String data, List<HoldOutOpening> earlier) {
    return HoldOut.reserve(data, days(0, 100), Duration.ofDays(20), Duration.ofDays(2), earlier);
  }

  private static Span days(int from, int to) {
    return new Span(START.plus(Duration.ofDays(from)), START.plus(Duration.ofDays(to)));
  }
}
