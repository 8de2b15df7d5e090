package io.tidemark.core.optimise.space;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Brings values to the form in which equal ones are equal. */
final class Values {

  private Values() {}

  /**
   * A text and a truth as they are, a number as a decimal without trailing zeros.
   *
   * @throws IllegalArgumentException if it is something else; the message begins with {@code path}
   */
  static Object of(String path, @Nullable Object value) {
    return switch (value) {
      case String text -> text;
      case Boolean flag -> flag;
      case Number number -> number(path, number);
      case null, default ->
          throw new IllegalArgumentException(
              "%s must be a text, a number, true or false, was %s".formatted(path, value));
    };
  }

  static BigDecimal number(String path, @Nullable Object value) {
    boolean finite = !(value instanceof Double real) || Double.isFinite(real);
    if (!(value instanceof Number) || !finite) {
      throw new IllegalArgumentException("%s must be a number, was %s".formatted(path, value));
    }
    return canonical(new BigDecimal(value.toString()));
  }

  /** The same value without trailing zeros and without an exponent. */
  static BigDecimal canonical(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  /** As it is shown; texts in quotes, so that {@code 1} and {@code "1"} differ. */
  static String text(Object value) {
    return switch (value) {
      case BigDecimal number -> number.toPlainString();
      case String text -> '"' + text + '"';
      default -> value.toString();
    };
  }
}
