package io.tidemark.core.optimise.surface;

import io.tidemark.core.optimise.space.Assignment;
import io.tidemark.core.optimise.space.Choice;
import io.tidemark.core.optimise.space.ContinuousRange;
import io.tidemark.core.optimise.space.Parameter;
import io.tidemark.core.optimise.space.SteppedRange;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * One side of a heat map. A parameter with no more values than there is room for has a band for
 * each of them; another is divided into bands that are equally wide on its scale.
 *
 * @param labels of the bands, in order: a value, or {@code from..to}
 */
public record Axis(Parameter parameter, List<String> labels) {

  /** Copies the list. */
  public Axis {
    labels = List.copyOf(labels);
  }

  /**
   * The axis of a parameter.
   *
   * @param room the most bands of a range, 1 or more; a choice has a band for each value
   */
  static Axis of(Parameter parameter, int room) {
    return new Axis(
        parameter,
        switch (parameter) {
          case Choice choice -> choice.values().stream().map(Axis::text).toList();
          case SteppedRange range -> valueBands(range, room);
          case ContinuousRange range ->
              IntStream.range(0, room)
                  .mapToObj(i -> text(range.draw(edge(i, room)), range.draw(edge(i + 1, room))))
                  .toList();
        });
  }

  private static List<String> valueBands(SteppedRange range, int room) {
    long count = range.count().orElseThrow();
    long bands = Math.min(count, room);
    return LongStream.range(0, bands)
        .mapToObj(
            band ->
                text(
                    range.valueAt(Math.ceilDiv(band * count, bands)),
                    range.valueAt(Math.ceilDiv((band + 1) * count, bands) - 1)))
        .toList();
  }

  private static double edge(int band, int bands) {
    return (double) band / bands;
  }

  /**
   * The band that an assignment falls into, from 0.
   *
   * @param assignment of the axis' space
   */
  public int bandOf(Assignment assignment) {
    Object value = assignment.value(parameter.name());
    int bands = labels.size();
    return switch (parameter) {
      case Choice choice -> choice.values().indexOf(value);
      case SteppedRange range ->
          (int) ((long) range.indexOf((BigDecimal) value) * bands / range.count().orElseThrow());
      case ContinuousRange range ->
          Math.min((int) (range.unitOf((BigDecimal) value) * bands), bands - 1);
    };
  }

  private static String text(Object from, Object to) {
    return from.equals(to) ? text(from) : text(from) + ".." + text(to);
  }

  private static String text(Object value) {
    return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
  }
}
