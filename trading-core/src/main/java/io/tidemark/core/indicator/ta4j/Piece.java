package io.tidemark.core.indicator.ta4j;

import java.lang.reflect.Parameter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.ta4j.core.BarSeries;
import org.ta4j.core.Indicator;
import org.ta4j.core.indicators.RecentFractalSwingHighIndicator;
import org.ta4j.core.indicators.RecentSwingIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.indicators.helpers.HighPriceIndicator;
import org.ta4j.core.indicators.helpers.LowPriceIndicator;
import org.ta4j.core.indicators.helpers.VolumeIndicator;
import org.ta4j.core.num.Num;

/** What one parameter of a constructor is told. */
sealed interface Piece {

  int LONGEST = 100_000;

  /** The series that a parameter's name asks for, by what the name holds. */
  Map<String, Function<BarSeries, Indicator<Num>>> BY_NAME =
      Map.of(
          "high", HighPriceIndicator::new,
          "low", LowPriceIndicator::new,
          "volume", VolumeIndicator::new);

  /** What a parameter that is the indicator itself may be called. */
  Set<String> SOURCES =
      Set.of(
          "indicator",
          "price",
          "priceindicator",
          "baseindicator",
          "closeprice",
          "oscillatingindicator");

  List<Argument> arguments();

  boolean takesSource();

  Object value(ArgumentReader numbers);

  /** The piece for a parameter; empty if bars and numbers do not tell it. */
  static Optional<Piece> of(Parameter parameter, Class<?> owner) {
    Class<?> type = parameter.getType();
    if (type == BarSeries.class) {
      return Optional.of(new OfBars(ArgumentReader::bars, false));
    }
    if (isNumber(type) || type.isEnum()) {
      return Optional.of(new OfNumber(type, Argument.of(parameter.getName(), type)));
    }
    if (type == Indicator.class) {
      return series(parameter.getName().toLowerCase(Locale.ROOT));
    }
    if (type == RecentSwingIndicator.class) {
      return Optional.of(
          new OfBars(numbers -> new RecentFractalSwingHighIndicator(numbers.bars()), false));
    }
    if (Indicator.class.isAssignableFrom(type) && type != owner) {
      return Construction.of(type).stream().findFirst().map(OfIndicator::new);
    }
    return Optional.empty();
  }

  private static boolean isNumber(Class<?> type) {
    return Set.of(int.class, Integer.class, double.class, Number.class, Num.class, boolean.class)
        .contains(type);
  }

  private static Optional<Piece> series(String name) {
    return BY_NAME.entrySet().stream()
        .filter(entry -> name.startsWith(entry.getKey()))
        .findFirst()
        .<Piece>map(entry -> new OfBars(numbers -> entry.getValue().apply(numbers.bars()), false))
        .or(
            () ->
                SOURCES.contains(name)
                    ? Optional.of(
                        new OfBars(numbers -> new ClosePriceIndicator(numbers.bars()), true))
                    : Optional.empty());
  }

  /** The bars, or a series of them. */
  record OfBars(Function<ArgumentReader, Object> maker, boolean takesSource) implements Piece {
    @Override
    public List<Argument> arguments() {
      return List.of();
    }

    @Override
    public Object value(ArgumentReader numbers) {
      return maker.apply(numbers);
    }
  }

  /** A number of the user's. */
  record OfNumber(Class<?> type, Argument argument) implements Piece {
    @Override
    public List<Argument> arguments() {
      return List.of(argument);
    }

    @Override
    public boolean takesSource() {
      return false;
    }

    @Override
    public Object value(ArgumentReader numbers) {
      String name = argument.name();
      if (type.isEnum()) {
        Object[] constants = type.getEnumConstants();
        return constants[numbers.whole(name, 0, constants.length - 1)];
      }
      if (type == boolean.class) {
        return numbers.whole(name, 0, 1) == 1;
      }
      if (argument.kind() == Argument.Kind.WHOLE) {
        return numbers.whole(name, -LONGEST, LONGEST);
      }
      double value = numbers.number();
      return type == Num.class ? numbers.bars().numFactory().numOf(value) : (Object) value;
    }
  }

  /** Another indicator, made of the same bars and of numbers of its own. */
  record OfIndicator(Construction construction) implements Piece {
    @Override
    public List<Argument> arguments() {
      return construction.arguments();
    }

    @Override
    public boolean takesSource() {
      return construction.takesSource();
    }

    @Override
    public Object value(ArgumentReader numbers) {
      return construction.over(numbers);
    }
  }
}
