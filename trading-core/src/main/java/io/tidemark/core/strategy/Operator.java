package io.tidemark.core.strategy;

import java.util.Arrays;
import java.util.Optional;

/** An operator between two operands, and how tightly it binds. */
enum Operator {
  OR("or", 10, Kind.LOGIC),
  AND("and", 20, Kind.LOGIC),
  LESS("<", 40, Kind.COMPARISON),
  LESS_OR_EQUAL("<=", 40, Kind.COMPARISON),
  GREATER(">", 40, Kind.COMPARISON),
  GREATER_OR_EQUAL(">=", 40, Kind.COMPARISON),
  EQUAL("==", 40, Kind.COMPARISON),
  NOT_EQUAL("!=", 40, Kind.COMPARISON),
  CROSSES_ABOVE("crosses_above", 40, Kind.CROSSING),
  CROSSES_BELOW("crosses_below", 40, Kind.CROSSING),
  ADD("+", 50, Kind.ARITHMETIC),
  SUBTRACT("-", 50, Kind.ARITHMETIC),
  MULTIPLY("*", 60, Kind.ARITHMETIC),
  DIVIDE("/", 60, Kind.ARITHMETIC);

  /** Binds looser than a comparison, tighter than {@code and}. */
  static final int NOT_BINDING = 30;

  /** Binds tighter than any operator between two operands. */
  static final int MINUS_BINDING = 70;

  /** What an operator takes and gives. */
  enum Kind {
    /** Conditions to a condition. */
    LOGIC,
    /** Numbers to a condition. */
    COMPARISON,
    /** Numbers, now and before, to a condition. */
    CROSSING,
    /** Numbers to a number. */
    ARITHMETIC
  }

  private final String text;
  private final int binding;
  private final Kind kind;

  Operator(String text, int binding, Kind kind) {
    this.text = text;
    this.binding = binding;
    this.kind = kind;
  }

  static Optional<Operator> of(Token token) {
    return token.kind() == Token.Kind.SYMBOL || token.kind() == Token.Kind.NAME
        ? Arrays.stream(values()).filter(one -> one.text.equals(token.text())).findFirst()
        : Optional.empty();
  }

  String text() {
    return text;
  }

  int binding() {
    return binding;
  }

  Kind kind() {
    return kind;
  }

  /** Whether it compares two numbers, so that it cannot be chained. */
  boolean compares() {
    return kind == Kind.COMPARISON || kind == Kind.CROSSING;
  }
}
