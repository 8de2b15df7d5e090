package io.tidemark.core.optimise.objective;

import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A limit that a figure must keep.
 *
 * @param atMost whether it must be at most the bound, otherwise at least
 * @param bound finite
 */
public record Constraint(Figure figure, boolean atMost, double bound) {

  private static final Pattern FORM =
      Pattern.compile("\\s*([A-Za-z_]+)\\s*(<=|>=)\\s*([-+0-9.eE]+)\\s*");

  /**
   * @throws IllegalArgumentException if the bound is not finite
   */
  public Constraint {
    if (!Double.isFinite(bound)) {
      throw new IllegalArgumentException("bound must be finite, was " + bound);
    }
  }

  /**
   * Reads {@code figure <= number} or {@code figure >= number}, such as {@code max_drawdown <= 0.2}
   * and {@code trades >= 30}. {@code min_trades} is another name for {@code trades}.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static Constraint parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "a constraint must be 'figure <= number' or 'figure >= number', was '%s'"
              .formatted(text));
    }
    String name = matcher.group(1);
    Figure figure = Figure.named(name.equalsIgnoreCase("min_trades") ? "trades" : name);
    return new Constraint(figure, matcher.group(2).equals("<="), number(text, matcher.group(3)));
  }

  private static double number(String text, String written) {
    try {
      return Double.parseDouble(written);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "'%s' is not a number in the constraint '%s'".formatted(written, text), e);
    }
  }

  /**
   * By how much a trial breaks it, as a fraction of the bound, so that violations of different
   * figures can be added; of a bound of 0 the amount itself. 0 if it is kept; empty if the figure
   * is not defined.
   */
  public OptionalDouble violation(TrialFigures figures) {
    Double value = figure.of(figures);
    if (value == null) {
      return OptionalDouble.empty();
    }
    double excess = Math.max(atMost ? value - bound : bound - value, 0);
    return OptionalDouble.of(bound == 0 ? excess : excess / Math.abs(bound));
  }

  @Override
  public String toString() {
    return "%s %s %s".formatted(figure.key(), atMost ? "<=" : ">=", bound);
  }
}
