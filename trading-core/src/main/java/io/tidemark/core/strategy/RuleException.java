package io.tidemark.core.strategy;

/** A rule that cannot be used: what is wrong with it, and where. */
public final class RuleException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String problem;
  private final String text;
  private final int column;

  /**
   * @param problem what is wrong, for the one who wrote the rule
   * @param text the rule
   * @param column where, counted from 1
   */
  public RuleException(String problem, String text, int column) {
    super("%s, at column %d of '%s'".formatted(problem, column, text));
    this.problem = problem;
    this.text = text;
    this.column = column;
  }

  /** What is wrong, without the place. */
  public String problem() {
    return problem;
  }

  /** The rule. */
  public String text() {
    return text;
  }

  /** Where, counted from 1. */
  public int column() {
    return column;
  }

  /** Three lines: the rule, a caret under the place, and what is wrong. */
  public String rendered() {
    String line = text.replaceAll("\\s", " ");
    return line + "\n" + " ".repeat(column - 1) + "^\n" + problem;
  }
}
