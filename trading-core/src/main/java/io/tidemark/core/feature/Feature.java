package io.tidemark.core.feature;

import java.util.regex.Pattern;

/**
 * A named number at each bar.
 *
 * @param name of lower-case letters, digits and underscores, at most 64
 * @param expression in the rule language, such as {@code close / ema(50)@5m - 1}
 */
public record Feature(String name, String expression) {

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_]{0,63}");

  /**
   * @throws IllegalArgumentException if the name is not of that form, or the expression is blank
   */
  public Feature {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "the name of a feature must be at most 64 lower-case letters, digits and _, was '%s'"
              .formatted(name));
    }
    if (expression.isBlank()) {
      throw new IllegalArgumentException(
          "feature %s must have an expression such as rsi(14), was blank".formatted(name));
    }
  }
}
