package io.tidemark.core.strategy;

import java.math.BigDecimal;

/** A compiled number. Its {@code toString} is canonical: equal texts mean equal calculations. */
sealed interface NumberExpression
    permits NumberExpression.Constant,
        NumberExpression.Negation,
        NumberExpression.Arithmetic,
        Reading {

  /** The value some decisions before the latest; NaN if it is not defined. */
  double at(int before);

  /** Always the same. */
  record Constant(double value) implements NumberExpression {
    @Override
    public double at(int before) {
      return value;
    }

    @Override
    public String toString() {
      return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
  }

  /** The operand with the other sign. */
  record Negation(NumberExpression operand) implements NumberExpression {
    @Override
    public double at(int before) {
      return -operand.at(before);
    }

    @Override
    public String toString() {
      return "(-" + operand + ")";
    }
  }

  /** A calculation with two operands; a division by zero is not defined. */
  record Arithmetic(Operator operator, NumberExpression left, NumberExpression right)
      implements NumberExpression {
    @Override
    public double at(int before) {
      return calculate(operator, left.at(before), right.at(before));
    }

    static double calculate(Operator operator, double a, double b) {
      return switch (operator) {
        case ADD -> a + b;
        case SUBTRACT -> a - b;
        case MULTIPLY -> a * b;
        case DIVIDE -> b == 0 ? Double.NaN : a / b;
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
      };
    }

    @Override
    public String toString() {
      return "(" + left + operator.text() + right + ")";
    }
  }
}
