package io.tidemark.core.indicator.ta4j;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.ta4j.core.Indicator;

/** One way to make a ta4j indicator from a bar series and numbers. */
interface Construction {

  /** The numbers it takes, in order, as people would name them. */
  List<Argument> arguments();

  /** Whether it reads one series of its user's choice, by default the close. */
  boolean takesSource();

  /** Makes it over the bars that {@code numbers} was made for. */
  Indicator<?> over(ArgumentReader numbers);

  /** By a constructor whose every parameter can be told from bars and numbers. */
  record OfConstructor(Constructor<?> constructor, List<Piece> pieces) implements Construction {

    @Override
    public List<Argument> arguments() {
      return pieces.stream().flatMap(piece -> piece.arguments().stream()).toList();
    }

    @Override
    public boolean takesSource() {
      return pieces.stream().anyMatch(Piece::takesSource);
    }

    @Override
    public Indicator<?> over(ArgumentReader numbers) {
      Object[] values = pieces.stream().map(piece -> piece.value(numbers)).toArray();
      try {
        return (Indicator<?>) constructor.newInstance(values);
      } catch (InvocationTargetException e) {
        String owner = constructor.getDeclaringClass().getSimpleName();
        throw new IllegalArgumentException(
            "ta4j refuses these arguments of %s: %s".formatted(owner, e.getCause()), e);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("a public constructor cannot be called: " + constructor, e);
      }
    }
  }

  /** Those of a class, by how many numbers they take; bars are preferred to a source. */
  static List<Construction> of(Class<?> type) {
    List<Construction> all = new ArrayList<>();
    if (Modifier.isAbstract(type.getModifiers())) {
      return all;
    }
    for (Constructor<?> constructor : type.getConstructors()) {
      List<Optional<Piece>> pieces =
          Arrays.stream(constructor.getParameters())
              .map(parameter -> Piece.of(parameter, type))
              .toList();
      if (pieces.stream().allMatch(Optional::isPresent) && !pieces.isEmpty()) {
        all.add(
            new OfConstructor(constructor, pieces.stream().map(Optional::orElseThrow).toList()));
      }
    }
    all.sort(
        Comparator.<Construction>comparingInt(one -> one.arguments().size())
            .thenComparing(Construction::takesSource)
            .thenComparing(Object::toString));
    return all;
  }
}
