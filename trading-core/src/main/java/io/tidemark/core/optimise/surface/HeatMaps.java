package io.tidemark.core.optimise.surface;

import io.tidemark.core.optimise.search.Trial;
import io.tidemark.core.optimise.space.Assignment;
import io.tidemark.core.optimise.space.SearchSpace;
import java.util.ArrayList;
import java.util.Collection;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Heat maps of the same trials over any of their parameters. Immutable. */
public final class HeatMaps {

  private final SearchSpace space;
  private final List<Trial> trials;

  /** In the order of the space. */
  private final List<Axis> axes;

  /** Of each axis the band of each trial. */
  private final List<int[]> bands;

  private HeatMaps(SearchSpace space, List<Trial> trials, int room) {
    this.space = space;
    this.trials = trials;
    this.axes = space.parameters().stream().map(parameter -> Axis.of(parameter, room)).toList();
    this.bands =
        axes.stream()
            .map(
                axis ->
                    trials.stream().mapToInt(trial -> axis.bandOf(trial.assignment())).toArray())
            .toList();
  }

  /**
   * The heat maps of trials.
   *
   * @param room the most bands of an axis, 1 or more; a choice has as many as it has values
   * @throws IllegalArgumentException if there is no room, or a trial is not of this space
   */
  public static HeatMaps of(SearchSpace space, Collection<Trial> trials, int room) {
    if (room < 1) {
      throw new IllegalArgumentException("room must be 1 or more, was " + room);
    }
    trials.forEach(trial -> space.require(trial.assignment()));
    return new HeatMaps(space, List.copyOf(trials), room);
  }

  /**
   * The bands of a parameter.
   *
   * @throws IllegalArgumentException if it is not searched
   */
  public Axis axis(String parameter) {
    return axes.get(placeOf(parameter));
  }

  /**
   * Over one parameter, whatever the others were: a cell for each band.
   *
   * @throws IllegalArgumentException if it is not searched
   */
  public List<Cell> along(String x) {
    int[] columns = bands.get(placeOf(x));
    List<Gathered> cells = row(axis(x).labels().size());
    for (int i = 0; i < columns.length; i++) {
      cells.get(columns[i]).add(trials.get(i));
    }
    return cells.stream().map(Gathered::cell).toList();
  }

  /**
   * Over two parameters, whatever the others were.
   *
   * @param x of the columns
   * @param y of the rows, another one
   * @throws IllegalArgumentException if a parameter is not searched, or both are the same
   */
  public HeatMap over(String x, String y) {
    return map(x, y, _ -> true);
  }

  /**
   * Over two parameters, of the trials alone whose other parameters are in the bands in which an
   * assignment has them.
   *
   * @param x of the columns
   * @param y of the rows, another one
   * @throws IllegalArgumentException if a parameter is not searched, both are the same, or the
   *     assignment is not of this space
   */
  public HeatMap through(Assignment assignment, String x, String y) {
    space.require(assignment);
    int[] own = axes.stream().mapToInt(axis -> axis.bandOf(assignment)).toArray();
    int column = placeOf(x);
    int row = placeOf(y);
    return map(
        x,
        y,
        trial ->
            IntStream.range(0, own.length)
                .allMatch(
                    axis -> axis == column || axis == row || bands.get(axis)[trial] == own[axis]));
  }

  private HeatMap map(String x, String y, IntPredicate counts) {
    if (x.equals(y)) {
      throw new IllegalArgumentException("a heat map needs two parameters, was " + x + " twice");
    }
    int[] columns = bands.get(placeOf(x));
    int[] rows = bands.get(placeOf(y));
    List<List<Gathered>> cells = new ArrayList<>();
    for (int row = 0; row < axis(y).labels().size(); row++) {
      cells.add(row(axis(x).labels().size()));
    }
    for (int i = 0; i < columns.length; i++) {
      if (counts.test(i)) {
        cells.get(rows[i]).get(columns[i]).add(trials.get(i));
      }
    }
    return new HeatMap(
        axis(x),
        axis(y),
        cells.stream().map(row -> row.stream().map(Gathered::cell).toList()).toList());
  }

  private static List<Gathered> row(int cells) {
    return IntStream.range(0, cells).mapToObj(_ -> new Gathered()).toList();
  }

  private int placeOf(String parameter) {
    return space.parameters().indexOf(space.parameter(parameter));
  }

  /** The trials of a cell so far. */
  private static final class Gathered {

    private final DoubleSummaryStatistics values = new DoubleSummaryStatistics();
    private int trials;
    private int feasible;

    void add(Trial trial) {
      Double value = trial.score().value();
      if (value != null) {
        values.accept(value);
      }
      trials++;
      feasible += trial.score().isFeasible() ? 1 : 0;
    }

    Cell cell() {
      return values.getCount() == 0
          ? new Cell(trials, feasible, null, null, null)
          : new Cell(trials, feasible, values.getAverage(), values.getMax(), values.getMin());
    }
  }
}
