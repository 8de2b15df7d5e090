package io.tidemark.core.strategy;

import io.tidemark.core.strategy.NumberExpression.Arithmetic;
import io.tidemark.core.strategy.NumberExpression.Constant;
import io.tidemark.core.strategy.NumberExpression.Negation;
import io.tidemark.core.strategy.TruthExpression.Both;
import io.tidemark.core.strategy.TruthExpression.Comparison;
import io.tidemark.core.strategy.TruthExpression.Crossing;
import io.tidemark.core.strategy.TruthExpression.Either;
import io.tidemark.core.strategy.TruthExpression.Negated;
import java.util.Arrays;
import java.util.List;

/**
 * Conditions over a block of bars, each operator over all bars before the next. Truths are two
 * bits, "may be" and "is", so that {@link Truth#and} is the bits that both have and {@link
 * Truth#or} those that either has.
 */
final class BlockRules {

  static final byte FALSE = 0;
  static final byte UNKNOWN = 1;
  static final byte TRUE = 3;

  private BlockRules() {}

  static byte[] truths(CompiledCondition condition, int count) {
    return switch (condition) {
      case CompiledCondition.Rule rule -> truths(rule.rule().condition(), count);
      case CompiledCondition.All all -> all(all.parts(), count);
      case CompiledCondition.Any any -> any(any.parts(), count);
    };
  }

  private static byte[] all(List<CompiledCondition> parts, int count) {
    if (parts.isEmpty()) {
      return new byte[count];
    }
    byte[] truths = truths(parts.getFirst(), count);
    for (int i = 1; i < parts.size() && !isNever(truths); i++) {
      narrow(truths, parts.get(i), count);
    }
    return truths;
  }

  /** Also holds a part to what holds so far; one comparison only at the bars where that is left. */
  private static void narrow(byte[] truths, CompiledCondition part, int count) {
    if (part instanceof CompiledCondition.Rule rule
        && rule.rule().condition() instanceof Comparison comparison) {
      Numbers a = numbers(comparison.left(), 0, count);
      Numbers b = numbers(comparison.right(), 0, count);
      for (int i = 0; i < count; i++) {
        if (truths[i] != FALSE) {
          truths[i] &= bits(comparison.of(a.at(i), b.at(i)));
        }
      }
    } else {
      and(truths, truths(part, count));
    }
  }

  private static byte bits(Truth truth) {
    return switch (truth) {
      case FALSE -> FALSE;
      case TRUE -> TRUE;
      case UNKNOWN -> UNKNOWN;
    };
  }

  private static byte[] any(List<CompiledCondition> parts, int count) {
    byte[] truths = new byte[count];
    for (CompiledCondition part : parts) {
      or(truths, truths(part, count));
    }
    return truths;
  }

  private static byte[] truths(TruthExpression expression, int count) {
    switch (expression) {
      case Negated negated -> {
        byte[] truths = truths(negated.operand(), count);
        for (int i = 0; i < count; i++) {
          truths[i] = truths[i] == UNKNOWN ? UNKNOWN : (byte) (TRUE - truths[i]);
        }
        return truths;
      }
      case Both both -> {
        byte[] truths = truths(both.left(), count);
        if (!isNever(truths)) {
          and(truths, truths(both.right(), count));
        }
        return truths;
      }
      case Either either -> {
        byte[] truths = truths(either.left(), count);
        or(truths, truths(either.right(), count));
        return truths;
      }
      case Comparison comparison -> {
        return compared(
            comparison.operator(),
            numbers(comparison.left(), 0, count),
            numbers(comparison.right(), 0, count),
            count);
      }
      case Crossing crossing -> {
        return crossed(crossing, count);
      }
    }
  }

  private static void and(byte[] one, byte[] other) {
    for (int i = 0; i < one.length; i++) {
      one[i] &= other[i];
    }
  }

  private static void or(byte[] one, byte[] other) {
    for (int i = 0; i < one.length; i++) {
      one[i] |= other[i];
    }
  }

  private static boolean isNever(byte[] truths) {
    int any = 0;
    for (byte truth : truths) {
      any |= truth;
    }
    return any == 0;
  }

  /**
   * Numbers at the bars of a block.
   *
   * @param values not to be changed: a series' own, or calculated
   * @param from where the first bar's is
   */
  record Numbers(double[] values, int from) {

    double at(int bar) {
      return values[from + bar];
    }
  }

  private static byte[] compared(Operator operator, Numbers a, Numbers b, int count) {
    byte[] truths = new byte[count];
    switch (operator) {
      case LESS -> {
        for (int i = 0; i < count; i++) {
          truths[i] = a.at(i) < b.at(i) ? TRUE : a.at(i) >= b.at(i) ? FALSE : UNKNOWN;
        }
      }
      case LESS_OR_EQUAL -> {
        for (int i = 0; i < count; i++) {
          truths[i] = a.at(i) <= b.at(i) ? TRUE : a.at(i) > b.at(i) ? FALSE : UNKNOWN;
        }
      }
      case GREATER -> {
        for (int i = 0; i < count; i++) {
          truths[i] = a.at(i) > b.at(i) ? TRUE : a.at(i) <= b.at(i) ? FALSE : UNKNOWN;
        }
      }
      case GREATER_OR_EQUAL -> {
        for (int i = 0; i < count; i++) {
          truths[i] = a.at(i) >= b.at(i) ? TRUE : a.at(i) < b.at(i) ? FALSE : UNKNOWN;
        }
      }
      case EQUAL -> {
        for (int i = 0; i < count; i++) {
          truths[i] = a.at(i) == b.at(i) ? TRUE : differ(a, b, i) ? FALSE : UNKNOWN;
        }
      }
      case NOT_EQUAL -> {
        for (int i = 0; i < count; i++) {
          truths[i] = differ(a, b, i) ? TRUE : a.at(i) == b.at(i) ? FALSE : UNKNOWN;
        }
      }
      case OR, AND, ADD, SUBTRACT, MULTIPLY, DIVIDE, CROSSES_ABOVE, CROSSES_BELOW ->
          throw new IllegalStateException(operator + " does not compare");
    }
    return truths;
  }

  private static boolean differ(Numbers a, Numbers b, int bar) {
    return a.at(bar) < b.at(bar) || a.at(bar) > b.at(bar);
  }

  private static byte[] crossed(Crossing crossing, int count) {
    Numbers riser = numbers(crossing.riser(), 0, count);
    Numbers other = numbers(crossing.other(), 0, count);
    Numbers riserBefore = numbers(crossing.riser(), 1, count);
    Numbers otherBefore = numbers(crossing.other(), 1, count);
    byte[] truths = new byte[count];
    for (int i = 0; i < count; i++) {
      double now = riser.at(i) - other.at(i);
      double before = riserBefore.at(i) - otherBefore.at(i);
      if (Double.isNaN(now) || Double.isNaN(before)) {
        truths[i] = UNKNOWN;
      } else {
        truths[i] = before <= 0 && now > 0 ? TRUE : FALSE;
      }
    }
    return truths;
  }

  /** A number at each bar of a block. */
  static Numbers numbers(NumberExpression expression, int before, int count) {
    return switch (expression) {
      case Reading reading ->
          new Numbers(
              reading.series().blockValues(), reading.series().blockStart(reading.ago() + before));
      case Constant constant -> {
        double[] numbers = new double[count];
        Arrays.fill(numbers, constant.value());
        yield new Numbers(numbers, 0);
      }
      case Negation negation -> {
        Numbers operand = numbers(negation.operand(), before, count);
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
          numbers[i] = -operand.at(i);
        }
        yield new Numbers(numbers, 0);
      }
      case Arithmetic arithmetic -> {
        double[] numbers = new double[count];
        calculate(
            arithmetic.operator(),
            numbers(arithmetic.left(), before, count),
            numbers(arithmetic.right(), before, count),
            numbers);
        yield new Numbers(numbers, 0);
      }
    };
  }

  /** {@link Arithmetic#calculate} in loops that do nothing else. */
  private static void calculate(Operator operator, Numbers a, Numbers b, double[] to) {
    switch (operator) {
      case ADD -> {
        for (int i = 0; i < to.length; i++) {
          to[i] = a.at(i) + b.at(i);
        }
      }
      case SUBTRACT -> {
        for (int i = 0; i < to.length; i++) {
          to[i] = a.at(i) - b.at(i);
        }
      }
      case MULTIPLY -> {
        for (int i = 0; i < to.length; i++) {
          to[i] = a.at(i) * b.at(i);
        }
      }
      case DIVIDE -> {
        for (int i = 0; i < to.length; i++) {
          to[i] = b.at(i) == 0 ? Double.NaN : a.at(i) / b.at(i);
        }
      }
      case OR,
          AND,
          LESS,
          LESS_OR_EQUAL,
          GREATER,
          GREATER_OR_EQUAL,
          EQUAL,
          NOT_EQUAL,
          CROSSES_ABOVE,
          CROSSES_BELOW ->
          throw new IllegalStateException(operator + " does not calculate");
    }
  }
}
