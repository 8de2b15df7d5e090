package io.tidemark.core.strategy;

/** A compiled condition. */
sealed interface TruthExpression {

  /** What it is at the latest decision. */
  Truth evaluate();

  record Negated(TruthExpression operand) implements TruthExpression {
    @Override
    public Truth evaluate() {
      return operand.evaluate().not();
    }
  }

  record Both(TruthExpression left, TruthExpression right) implements TruthExpression {
    @Override
    public Truth evaluate() {
      Truth truth = left.evaluate();
      return truth == Truth.FALSE ? truth : truth.and(right.evaluate());
    }
  }

  record Either(TruthExpression left, TruthExpression right) implements TruthExpression {
    @Override
    public Truth evaluate() {
      Truth truth = left.evaluate();
      return truth == Truth.TRUE ? truth : truth.or(right.evaluate());
    }
  }

  record Comparison(Operator operator, NumberExpression left, NumberExpression right)
      implements TruthExpression {
    @Override
    public Truth evaluate() {
      return of(left.at(0), right.at(0));
    }

    /** Of two values; not known if one is not defined. */
    Truth of(double a, double b) {
      if (Double.isNaN(a) || Double.isNaN(b)) {
        return Truth.UNKNOWN;
      }
      return Truth.of(
          switch (operator) {
            case LESS -> a < b;
            case LESS_OR_EQUAL -> a <= b;
            case GREATER -> a > b;
            case GREATER_OR_EQUAL -> a >= b;
            case EQUAL -> a == b;
            case NOT_EQUAL -> a != b;
            case OR, AND, ADD, SUBTRACT, MULTIPLY, DIVIDE, CROSSES_ABOVE, CROSSES_BELOW ->
                throw new IllegalStateException(operator + " does not compare");
          });
    }
  }

  /** Holds where {@code riser} was at or below {@code other} before and is above it now. */
  record Crossing(NumberExpression riser, NumberExpression other) implements TruthExpression {
    @Override
    public Truth evaluate() {
      double now = riser.at(0) - other.at(0);
      double before = riser.at(1) - other.at(1);
      if (Double.isNaN(now) || Double.isNaN(before)) {
        return Truth.UNKNOWN;
      }
      return Truth.of(before <= 0 && now > 0);
    }
  }
}
