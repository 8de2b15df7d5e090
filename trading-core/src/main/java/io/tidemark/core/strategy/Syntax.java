package io.tidemark.core.strategy;

import io.tidemark.model.Timeframe;
import java.util.List;

/** A rule as it was written. Columns count from 1. */
sealed interface Syntax {

  int column();

  record NumberLiteral(double value, int column) implements Syntax {}

  record Name(String name, int column) implements Syntax {}

  record Call(String name, List<Syntax> arguments, int column) implements Syntax {}

  /** {@code target.name}; the column is the name's. */
  record Member(Syntax target, String name, int column) implements Syntax {}

  /** {@code target[bars]}; the column is the bracket's. */
  record Index(Syntax target, int bars, int column) implements Syntax {}

  /** {@code target@timeframe}; the column is that of the at sign. */
  record At(Syntax target, Timeframe timeframe, int column) implements Syntax {}

  record Minus(Syntax operand, int column) implements Syntax {}

  record Not(Syntax operand, int column) implements Syntax {}

  /** The column is the operator's. */
  record Binary(Operator operator, Syntax left, Syntax right, int column) implements Syntax {}
}
