package io.tidemark.core.indicator;

import java.util.List;

/**
 * An indicator as rules and people know it.
 *
 * @param name in rules, such as {@code sma}
 * @param summary one sentence for people
 * @param inputs the bar fields it reads; a single one can be replaced by another series, given as
 *     the first argument
 * @param parameters its numeric arguments, in order
 * @param outputs the names of its values; empty for one value. Without a member the first is meant
 * @param factory makes a kernel of arguments that fit the parameters
 */
public record IndicatorDefinition(
    String name,
    String summary,
    List<BarField> inputs,
    List<Parameter> parameters,
    List<String> outputs,
    Factory factory) {

  public IndicatorDefinition {
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException("inputs of " + name + " must not be empty");
    }
    inputs = List.copyOf(inputs);
    parameters = List.copyOf(parameters);
    outputs = List.copyOf(outputs);
  }

  /** Whether its first argument may be a series. */
  public boolean takesSource() {
    return inputs.size() == 1;
  }

  /** How it is written, such as {@code sma([close,] period)}. */
  public String signature() {
    String source = takesSource() ? "[" + inputs.getFirst().ruleName() + ",] " : "";
    String names = String.join(", ", parameters.stream().map(Parameter::name).toList());
    return name + "(" + source + names + ")";
  }

  /**
   * Makes a kernel.
   *
   * @throws IllegalArgumentException if the arguments do not fit the parameters; the message says
   *     what does
   */
  public Kernel kernel(double... arguments) {
    requireCount(arguments.length);
    for (int i = 0; i < arguments.length; i++) {
      parameters.get(i).check(name, arguments[i]);
    }
    return factory.create(arguments);
  }

  /**
   * Checks how many numbers are given.
   *
   * @throws IllegalArgumentException if there are more or fewer than it has parameters
   */
  public void requireCount(int numbers) {
    if (numbers != parameters.size()) {
      throw new IllegalArgumentException(
          "%s takes %d number(s), was given %d: write %s"
              .formatted(name, parameters.size(), numbers, signature()));
    }
  }

  /** Makes a kernel of numeric arguments. */
  @FunctionalInterface
  public interface Factory {

    /**
     * @param arguments as many as there are parameters, each within its bounds
     * @throws IllegalArgumentException if they do not fit each other
     */
    Kernel create(double[] arguments);
  }

  /**
   * A numeric argument.
   *
   * @param name for people
   * @param whole whether it must be a whole number
   * @param least the least value
   * @param most the greatest value
   */
  public record Parameter(String name, boolean whole, double least, double most) {

    /** Longer windows cost memory and mean nothing. */
    private static final int LONGEST = 100_000;

    /** A number of bars. */
    public static Parameter bars(String name, int least) {
      return new Parameter(name, true, least, LONGEST);
    }

    /** A factor of any size above {@code least}. */
    public static Parameter factor(String name, double least, double most) {
      return new Parameter(name, false, least, most);
    }

    private void check(String indicator, double value) {
      boolean fits = value >= least && value <= most && (!whole || value == Math.rint(value));
      if (!fits) {
        throw new IllegalArgumentException(
            "%s of %s must be %s from %s to %s, was %s"
                .formatted(
                    name,
                    indicator,
                    whole ? "a whole number" : "a number",
                    Numbers.text(least),
                    Numbers.text(most),
                    Numbers.text(value)));
      }
    }
  }
}
