package io.tidemark.core.indicator;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An indicator as rules and people know it.
 *
 * @param name in rules, such as {@code sma}
 * @param summary one sentence for people
 * @param inputs the bar fields it reads
 * @param takesSource whether the first argument may be a series, which is then read in place of the
 *     first input
 * @param parameters its numeric arguments, in order; those that can be left out come last
 * @param outputs the names of its values; empty for one value. Without a member the first is meant
 * @param factory makes a kernel of arguments that fit the parameters
 */
public record IndicatorDefinition(
    String name,
    String summary,
    List<BarField> inputs,
    boolean takesSource,
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
    for (int i = 1; i < parameters.size(); i++) {
      if (parameters.get(i - 1).isOptional() && !parameters.get(i).isOptional()) {
        throw new IllegalArgumentException(
            "parameters of %s that can be left out must come last".formatted(name));
      }
    }
  }

  /** One that takes a source if it reads one field only. */
  public IndicatorDefinition(
      String name,
      String summary,
      List<BarField> inputs,
      List<Parameter> parameters,
      List<String> outputs,
      Factory factory) {
    this(name, summary, inputs, inputs.size() == 1, parameters, outputs, factory);
  }

  /** How it is written, such as {@code sma([close,] period)}. */
  public String signature() {
    String names = String.join(", ", parameters.stream().map(Parameter::signature).toList());
    if (!takesSource()) {
      return name + "(" + names + ")";
    }
    String source = inputs.getFirst().ruleName();
    return name + (names.isEmpty() ? "([" + source + "])" : "([" + source + ",] " + names + ")");
  }

  /** Whether it can be written as its name alone: it needs no argument. */
  public boolean needsNoArguments() {
    return required() == 0;
  }

  /**
   * Makes a kernel.
   *
   * @throws IllegalArgumentException if the arguments do not fit the parameters; the message says
   *     what does
   */
  public Kernel kernel(double... arguments) {
    double[] complete = completed(arguments);
    for (int i = 0; i < complete.length; i++) {
      parameters.get(i).check(name, complete[i]);
    }
    return factory.create(complete);
  }

  /**
   * The arguments with those that were left out.
   *
   * @throws IllegalArgumentException if there are too many or too few
   */
  double[] completed(double... arguments) {
    requireCount(arguments.length);
    double[] complete = Arrays.copyOf(arguments, parameters.size());
    for (int i = arguments.length; i < complete.length; i++) {
      complete[i] = parameters.get(i).whenLeftOut();
    }
    return complete;
  }

  /**
   * Checks how many numbers are given.
   *
   * @throws IllegalArgumentException if there are more than it has parameters, or fewer than it
   *     needs
   */
  public void requireCount(int numbers) {
    int least = required();
    int most = parameters.size();
    if (numbers < least || numbers > most) {
      throw new IllegalArgumentException(
          "%s takes %s number(s), was given %d: write %s"
              .formatted(
                  name, least == most ? "" + most : least + " to " + most, numbers, signature()));
    }
  }

  private int required() {
    return (int) parameters.stream().filter(parameter -> !parameter.isOptional()).count();
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
   * @param fallback its value where it is left out; null if it must be given, NaN if leaving it out
   *     means something of its own
   */
  public record Parameter(
      String name, boolean whole, double least, double most, @Nullable Double fallback) {

    /** Longer windows cost memory and mean nothing. */
    private static final int LONGEST = 100_000;

    /** A number of bars. */
    public static Parameter bars(String name, int least) {
      return new Parameter(name, true, least, LONGEST, null);
    }

    /** A factor of any size from {@code least} on. */
    public static Parameter factor(String name, double least, double most) {
      return new Parameter(name, false, least, most, null);
    }

    /** The same, to be taken for {@code value} where it is left out. */
    public Parameter or(double value) {
      return new Parameter(name, whole, least, most, value);
    }

    /** Whether it can be left out. */
    public boolean isOptional() {
      return fallback != null;
    }

    private double whenLeftOut() {
      return fallback == null ? Double.NaN : fallback;
    }

    private String signature() {
      return fallback == null || fallback.isNaN() ? name : name + "=" + Numbers.text(fallback);
    }

    private void check(String indicator, double value) {
      if (Double.isNaN(value) && fallback != null && fallback.isNaN()) {
        return;
      }
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
