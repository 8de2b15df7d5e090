package io.tidemark.backtester.search;

import io.tidemark.backtester.run.SettingException;
import io.tidemark.core.optimise.objective.Constraint;
import io.tidemark.core.optimise.objective.Figure;
import io.tidemark.core.optimise.objective.Objective;
import io.tidemark.core.optimise.search.SearchMethod;
import io.tidemark.core.optimise.search.SearchSettings;
import io.tidemark.core.optimise.space.SearchSpace;
import io.tidemark.kit.configuration.ConfigurationException;
import io.tidemark.kit.configuration.SearchSection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What holds instead of what a section {@code optimise} says; null, or no constraint at all, leaves
 * it as it is there.
 *
 * @param trials the most that are tried, 1 or above
 * @param objective a figure by name
 * @param constraints see {@link Constraint#parse}
 */
public record SearchChoices(
    @Nullable SearchMethod method,
    @Nullable Integer trials,
    @Nullable String objective,
    List<String> constraints,
    @Nullable Long seed) {

  /** Of a search that learns nothing between its batches, so that large ones cost nothing. */
  private static final int LARGE_BATCH = 64;

  /**
   * @throws SettingException if one of them does not fit
   */
  public SearchChoices {
    if (trials != null && (trials < 1 || trials > SearchSettings.MOST_TRIALS)) {
      throw new SettingException(
          "trials", "must be from 1 to %d, was %d".formatted(SearchSettings.MOST_TRIALS, trials));
    }
    if (objective != null) {
      try {
        Figure.named(objective);
      } catch (IllegalArgumentException e) {
        throw SettingException.of("objective", e);
      }
    }
    for (String constraint : constraints) {
      try {
        Constraint.parse(constraint);
      } catch (IllegalArgumentException e) {
        throw SettingException.of("constraint", e);
      }
    }
    constraints = List.copyOf(constraints);
  }

  /**
   * The search that a section asks for, with these choices.
   *
   * @throws ConfigurationException if something of the section does not fit
   */
  SearchDesign over(SearchSection section) {
    Map<String, Object> search = new LinkedHashMap<>();
    section.search().forEach((key, value) -> search.put(key, value == null ? "" : value));
    put(search, "method", method == null ? null : method.name());
    put(search, "trials", trials);
    put(search, "seed", seed);
    List<String> problems = new ArrayList<>();
    SearchSettings settings = null;
    SearchSpace space = null;
    Objective sought = null;
    try {
      settings = settings(search);
    } catch (IllegalArgumentException e) {
      problems.add(e.getMessage());
    }
    try {
      space = SearchSpace.of(section.parameters());
    } catch (IllegalArgumentException e) {
      problems.add(e.getMessage());
    }
    try {
      sought =
          Objective.parse(
              objective == null ? section.objective() : objective,
              constraints.isEmpty() ? section.constraints() : constraints);
    } catch (IllegalArgumentException e) {
      problems.add(e.getMessage());
    }
    if (settings == null || space == null || sought == null) {
      throw new ConfigurationException(
          section.source() + ": " + String.join("; ", problems).replace("\n", "; "));
    }
    return new SearchDesign(space, settings, sought);
  }

  private static SearchSettings settings(Map<String, Object> search) {
    SearchSettings settings = SearchSettings.parse(search);
    if (search.containsKey("batch") || settings.method() == SearchMethod.TPE) {
      return settings;
    }
    search.put("batch", LARGE_BATCH);
    return SearchSettings.parse(search);
  }

  private static void put(Map<String, Object> search, String key, @Nullable Object value) {
    if (value != null) {
      search.put(key, value);
    }
  }
}
