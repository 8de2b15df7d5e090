package io.tidemark.core.strategy;

import java.util.List;

/**
 * A parameter that a strategy class knows.
 *
 * @param name its key under {@code parameters}
 * @param kind what it holds
 * @param preset what it is where it is not given
 * @param least the least number; of lists, the least element
 * @param most the greatest number; of lists, the greatest element
 * @param meaning one sentence for people, with the unit
 */
public record StrategyParameter(
    String name, Kind kind, Object preset, double least, double most, String meaning) {

  private static final double LONGEST = 100_000;

  /** What a parameter holds. */
  public enum Kind {
    /** A whole number of bars, or a count. */
    WHOLE,
    NUMBER,
    FLAG,
    TEXT,
    /** A list of numbers. */
    NUMBERS,
    /** A list of texts. */
    TEXTS
  }

  /** A number of bars. */
  public static StrategyParameter bars(String name, int preset, int least, String meaning) {
    return new StrategyParameter(name, Kind.WHOLE, preset, least, LONGEST, meaning);
  }

  /** A count. */
  public static StrategyParameter count(
      String name, int preset, int least, int most, String meaning) {
    return new StrategyParameter(name, Kind.WHOLE, preset, least, most, meaning);
  }

  /** A number within bounds, both included. */
  public static StrategyParameter number(
      String name, double preset, double least, double most, String meaning) {
    return new StrategyParameter(name, Kind.NUMBER, preset, least, most, meaning);
  }

  /** Yes or no. */
  public static StrategyParameter flag(String name, boolean preset, String meaning) {
    return new StrategyParameter(name, Kind.FLAG, preset, 0, 0, meaning);
  }

  /** A text. */
  public static StrategyParameter text(String name, String preset, String meaning) {
    return new StrategyParameter(name, Kind.TEXT, preset, 0, 0, meaning);
  }

  /** A list of numbers, each within bounds. */
  public static StrategyParameter numbers(
      String name, List<Double> preset, double least, double most, String meaning) {
    return new StrategyParameter(name, Kind.NUMBERS, List.copyOf(preset), least, most, meaning);
  }

  /** A list of texts. */
  public static StrategyParameter texts(String name, List<String> preset, String meaning) {
    return new StrategyParameter(name, Kind.TEXTS, List.copyOf(preset), 0, 0, meaning);
  }

  /** The same under a section. */
  public StrategyParameter under(String section) {
    return new StrategyParameter(section + "_" + name, kind, preset, least, most, meaning);
  }

  /** The same with another value where it is not given. */
  public StrategyParameter preset(Object other) {
    return new StrategyParameter(name, kind, other, least, most, meaning);
  }
}
