package io.tidemark.core.optimise.search;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How a search goes.
 *
 * @param trials the most that are tried, 1 to {@link #MOST_TRIALS}; a grid that is larger is cut
 *     off there
 * @param batch how many are proposed at once, 1 or more; a model learns after each batch, so more
 *     at once are tried in parallel and less is learnt
 * @param seed of all draws
 * @param startupTrials TPE only: how many are drawn at random before the model is used, 1 or more
 * @param candidates TPE only: how many values of a number are compared, 1 or more
 * @param goodFraction TPE only: the share of the trials that counts as good, above 0 and below 1
 */
public record SearchSettings(
    SearchMethod method,
    int trials,
    int batch,
    long seed,
    int startupTrials,
    int candidates,
    double goodFraction) {

  /** The most trials that a search may have. */
  public static final int MOST_TRIALS = 1_000_000;

  private static final Set<String> KEYS =
      Set.of("method", "trials", "batch", "seed", "startup_trials", "candidates", "good_fraction");

  /**
   * @throws IllegalArgumentException if one of them is outside of its range
   */
  public SearchSettings {
    require(trials >= 1 && trials <= MOST_TRIALS, "trials", "from 1 to " + MOST_TRIALS, trials);
    require(batch >= 1, "batch", "1 or more", batch);
    require(startupTrials >= 1, "startup_trials", "1 or more", startupTrials);
    require(candidates >= 1, "candidates", "1 or more", candidates);
    require(
        goodFraction > 0 && goodFraction < 1, "good_fraction", "above 0 and below 1", goodFraction);
  }

  /** A search with what is usual for the rest: 20 trials at random, 24 candidates, 15 % good. */
  public static SearchSettings of(SearchMethod method, int trials, int batch, long seed) {
    return new SearchSettings(method, trials, batch, seed, 20, 24, 0.15);
  }

  /**
   * Reads the section {@code search}: {@code method} (tpe), {@code trials} (200), {@code batch}
   * (8), {@code seed} (1), {@code startup_trials} (20), {@code candidates} (24), {@code
   * good_fraction} (0.15).
   *
   * @throws IllegalArgumentException if a key is not known or a value does not fit; the message
   *     begins with its key
   */
  public static SearchSettings parse(Map<?, ?> section) {
    for (Object key : section.keySet()) {
      require(
          KEYS.contains(String.valueOf(key)),
          String.valueOf(key),
          "one of " + new TreeSet<>(KEYS),
          key);
    }
    return new SearchSettings(
        method(section.get("method")),
        (int) whole(section, "trials", 200, Integer.MAX_VALUE),
        (int) whole(section, "batch", 8, Integer.MAX_VALUE),
        whole(section, "seed", 1, Long.MAX_VALUE),
        (int) whole(section, "startup_trials", 20, Integer.MAX_VALUE),
        (int) whole(section, "candidates", 24, Integer.MAX_VALUE),
        decimal(section, "good_fraction", BigDecimal.valueOf(0.15)).doubleValue());
  }

  private static SearchMethod method(@Nullable Object given) {
    if (given == null) {
      return SearchMethod.TPE;
    }
    List<String> known = new ArrayList<>();
    for (SearchMethod method : Arrays.asList(SearchMethod.values())) {
      String key = method.name().toLowerCase(Locale.ROOT);
      if (key.equalsIgnoreCase(given.toString())) {
        return method;
      }
      known.add(key);
    }
    throw new IllegalArgumentException(
        "search.method must be one of %s, was %s".formatted(known, given));
  }

  private static long whole(Map<?, ?> section, String key, long preset, long most) {
    BigDecimal value = decimal(section, key, BigDecimal.valueOf(preset));
    boolean fits =
        value.stripTrailingZeros().scale() <= 0
            && value.abs().compareTo(BigDecimal.valueOf(most)) <= 0;
    require(fits, key, "a whole number up to " + most, value);
    return value.longValueExact();
  }

  private static BigDecimal decimal(Map<?, ?> section, String key, BigDecimal preset) {
    Object value = section.get(key);
    if (value == null) {
      return preset;
    }
    require(
        value instanceof Number && !value.equals(Double.NaN) && !isInfinite(value),
        key,
        "a number",
        value);
    return new BigDecimal(value.toString());
  }

  private static boolean isInfinite(Object value) {
    return value instanceof Double real && Double.isInfinite(real);
  }

  private static void require(boolean fits, String key, String expected, Object value) {
    if (!fits) {
      throw new IllegalArgumentException(
          "search.%s must be %s, was %s".formatted(key, expected, value));
    }
  }
}
