package io.tidemark.core.strategy;

import io.tidemark.core.indicator.IndicatorGraphs;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.ta4j.core.BarSeries;

/**
 * Finds strategies that users put on the class path. By the full name of a public class, the first
 * that applies:
 *
 * <ol>
 *   <li>a {@link StrategyFactory} with a public constructor without arguments
 *   <li>a {@link Strategy} with a public constructor of a {@link StrategyDefinition} and {@link
 *       io.tidemark.core.indicator.IndicatorGraphs}
 *   <li>a ta4j {@code Strategy} with a public constructor of a {@code BarSeries}
 *   <li>any class with exactly one public static method that takes a {@code BarSeries} and gives a
 *       ta4j {@code Strategy}, such as {@code buildStrategy}
 * </ol>
 */
final class StrategyOnClassPath {
  private StrategyOnClassPath() {}

  /**
   * @param shell what a ta4j strategy runs in
   * @throws IllegalArgumentException if there is no such class, or it is none of these
   */
  static StrategyFactory find(String className, Ta4jShell shell) {
    Class<?> found = load(className);
    if (StrategyFactory.class.isAssignableFrom(found)) {
      return (StrategyFactory) make(className, constructor(className, found));
    }
    if (Strategy.class.isAssignableFrom(found)) {
      Constructor<?> constructor =
          constructor(className, found, StrategyDefinition.class, IndicatorGraphs.class);
      return (definition, graphs) -> (Strategy) make(className, constructor, definition, graphs);
    }
    if (org.ta4j.core.Strategy.class.isAssignableFrom(found)) {
      Constructor<?> constructor = constructor(className, found, BarSeries.class);
      return (definition, _) ->
          shell.of(
              definition, series -> (org.ta4j.core.Strategy) make(className, constructor, series));
    }
    return ofMethod(className, found, shell);
  }

  private static Class<?> load(String className) {
    @Nullable ClassLoader context = Thread.currentThread().getContextClassLoader();
    ClassLoader loader = context == null ? StrategyOnClassPath.class.getClassLoader() : context;
    try {
      Class<?> found = Class.forName(className, true, loader);
      require(Modifier.isPublic(found.getModifiers()), className, "must be public");
      return found;
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(
          "strategy.class '%s' is not on the class path; put its jar there, or check the name"
              .formatted(className),
          e);
    } catch (LinkageError e) {
      throw new IllegalArgumentException(
          "strategy.class '%s' cannot be loaded: %s".formatted(className, e), e);
    }
  }

  private static StrategyFactory ofMethod(String className, Class<?> found, Ta4jShell shell) {
    List<Method> methods =
        Arrays.stream(found.getMethods())
            .filter(
                method ->
                    Modifier.isStatic(method.getModifiers())
                        && org.ta4j.core.Strategy.class.isAssignableFrom(method.getReturnType())
                        && Arrays.equals(
                            method.getParameterTypes(), new Class<?>[] {BarSeries.class}))
            .toList();
    require(
        methods.size() == 1,
        className,
        "must implement %s or %s, extend ta4j's Strategy, or have one public static method that"
            + " makes a ta4j Strategy of a BarSeries; has %d of them",
        StrategyFactory.class.getName(),
        Strategy.class.getName(),
        methods.size());
    Method method = methods.getFirst();
    return (definition, _) ->
        shell.of(
            definition,
            series -> (org.ta4j.core.Strategy) call(className, () -> method.invoke(null, series)));
  }

  private static Constructor<?> constructor(
      String className, Class<?> found, Class<?>... arguments) {
    require(!Modifier.isAbstract(found.getModifiers()), className, "must not be abstract");
    try {
      return found.getConstructor(arguments);
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException(
          "strategy.class '%s' must have a public constructor of (%s)"
              .formatted(
                  className,
                  String.join(", ", Arrays.stream(arguments).map(Class::getSimpleName).toList())),
          e);
    }
  }

  private static Object make(String className, Constructor<?> constructor, Object... arguments) {
    return call(className, () -> constructor.newInstance(arguments));
  }

  private static Object call(String className, Call call) {
    try {
      Object made = call.make();
      require(made != null, className, "gave no strategy");
      return made;
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause();
      if (cause instanceof RuleException || cause instanceof IllegalArgumentException) {
        throw (RuntimeException) cause;
      }
      throw new IllegalArgumentException(
          "strategy.class '%s' failed while it was made: %s".formatted(className, cause), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(
          "strategy.class '%s' cannot be made: %s".formatted(className, e), e);
    }
  }

  /** Makes a strategy of what makes a ta4j strategy. */
  @FunctionalInterface
  interface Ta4jShell {
    Strategy of(StrategyDefinition definition, Function<BarSeries, org.ta4j.core.Strategy> maker);
  }

  @FunctionalInterface
  private interface Call {
    Object make() throws ReflectiveOperationException;
  }

  private static void require(
      boolean holds, String className, String problem, Object... arguments) {
    if (!holds) {
      throw new IllegalArgumentException(
          "strategy.class '%s' %s".formatted(className, problem.formatted(arguments)));
    }
  }
}
