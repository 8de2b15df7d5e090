package io.tidemark.backtester.search;

import io.tidemark.core.optimise.objective.Objective;
import io.tidemark.core.optimise.search.Search;
import io.tidemark.core.optimise.search.SearchSettings;
import io.tidemark.core.optimise.space.Parameter;
import io.tidemark.core.optimise.space.SearchSpace;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;

/** What is searched, how, and for what. */
public record SearchDesign(SearchSpace space, SearchSettings settings, Objective objective) {

  /**
   * A search that has not begun.
   *
   * @throws IllegalArgumentException if the method does not go with the space
   */
  public Search begin() {
    return new Search(space, settings);
  }

  /** How many trials it comes to: fewer than were asked for if there are no more assignments. */
  public long trials() {
    return space
        .size()
        .map(size -> size.min(BigInteger.valueOf(settings.trials())).longValueExact())
        .orElse((long) settings.trials());
  }

  /** The names of what is searched. */
  public List<String> names() {
    return space.parameters().stream().map(Parameter::name).toList();
  }

  /** The method as configuration has it. */
  public String method() {
    return settings.method().name().toLowerCase(Locale.ROOT);
  }
}
