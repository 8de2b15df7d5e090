package io.tidemark.core.optimise.split;

import io.tidemark.core.history.Span;
import io.tidemark.core.optimise.search.Search;
import io.tidemark.core.optimise.search.Trial;
import io.tidemark.core.optimise.space.Assignment;
import io.tidemark.model.Ids;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The end of the data, kept back until a search is over and then looked at once, for one
 * assignment. It hands out its span to that one evaluation only, and refuses a second, also one in
 * another process if that is given the openings there were.
 *
 * <p>Not safe for use by several threads.
 */
public final class HoldOut {

  private final String dataDigest;
  private final Span searchable;
  private final Span hidden;
  private final List<HoldOutOpening> earlier;
  private @Nullable HoldOutOpening sealed;
  private boolean opened;

  private HoldOut(
      String dataDigest, Span searchable, Span hidden, Collection<HoldOutOpening> earlier) {
    this.dataDigest = dataDigest;
    this.searchable = searchable;
    this.hidden = hidden;
    this.earlier = List.copyOf(earlier);
  }

  /**
   * Keeps back the end of the data.
   *
   * @param dataDigest SHA-256 of the data, which tells it from other data
   * @param length how much is kept back
   * @param purge what is left out before it: at least the longest holding time
   * @param earlier the openings there were, of these data and of others
   * @throws IllegalArgumentException if nothing would be left to search on
   */
  public static HoldOut reserve(
      String dataDigest,
      Span all,
      Duration length,
      Duration purge,
      Collection<HoldOutOpening> earlier) {
    Durations.requireAbove0("length", length);
    Durations.requireNotNegative("purge", purge);
    Span searchable =
        Span.of(all.from(), all.to().minus(length).minus(purge))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "a hold-out of %s with a purge of %s leaves nothing of %s to search on"
                            .formatted(length, purge, all)));
    return new HoldOut(dataDigest, searchable, new Span(all.to().minus(length), all.to()), earlier);
  }

  /** What may be searched on, as often as wanted. */
  public Span searchable() {
    return searchable;
  }

  /**
   * The opening of an earlier search that already showed some of what is kept back; empty if it is
   * untouched.
   */
  public Optional<HoldOutOpening> shown() {
    return earlier.stream().filter(one -> one.showed(dataDigest, hidden)).findFirst();
  }

  /**
   * Ends the search. From here on only its choice can be judged.
   *
   * @param chosen one of the trials that the search was told
   * @return what is to be kept for good before the hold-out is evaluated
   * @throws IllegalStateException if it was sealed already, the search is not finished, or {@link
   *     #shown} is not empty
   * @throws IllegalArgumentException if the search was not told of {@code chosen}
   */
  public HoldOutOpening seal(Search search, Assignment chosen) {
    if (sealed != null) {
      throw new IllegalStateException("the hold-out is sealed already, for " + sealed.chosen());
    }
    if (!search.isFinished()) {
      throw new IllegalStateException(
          "the search has %d trials open; the hold-out is sealed when it is finished"
              .formatted(search.ask().size()));
    }
    if (shown().isPresent()) {
      throw new IllegalStateException(
          "the hold-out was looked at before, for %s of search %s; take data that come after it"
              .formatted(shown().get().chosen(), shown().get().searchDigest()));
    }
    if (search.told().stream().map(Trial::assignment).noneMatch(chosen::equals)) {
      throw new IllegalArgumentException("the search was not told of " + chosen);
    }
    String digest =
        Ids.sha256(
            String.join(
                "\n", dataDigest, hidden.toString(), search.digest(), chosen.id().toString()));
    sealed = new HoldOutOpening(dataDigest, hidden, search.digest(), chosen, digest);
    return sealed;
  }

  /**
   * Judges the choice by what was kept back. The look counts even if the evaluation fails: it may
   * have told something.
   *
   * @param evaluation runs an assignment over a span
   * @return what the evaluation returned
   * @throws IllegalStateException if it is not sealed, or was evaluated before
   */
  public <T> T evaluate(BiFunction<Assignment, Span, T> evaluation) {
    if (sealed == null) {
      throw new IllegalStateException("the hold-out is evaluated after it was sealed, not before");
    }
    if (opened) {
      throw new IllegalStateException("the hold-out was evaluated already, and can be only once");
    }
    opened = true;
    return evaluation.apply(sealed.chosen(), hidden);
  }
}
