package io.tidemark.core.optimise.surface;

import io.tidemark.core.optimise.search.Trial;
import io.tidemark.core.optimise.space.SearchSpace;
import java.util.ArrayList;
import java.util.Collection;
import java.util.DoubleSummaryStatistics;
import java.util.List;

/**
 * Scores over two parameters, whatever the others were.
 *
 * @param x the columns
 * @param y the rows
 * @param cells rows of cells, in the order of the axes
 */
public record HeatMap(Axis x, Axis y, List<List<Cell>> cells) {

  /** Copies the lists. */
  public HeatMap {
    cells = cells.stream().map(List::copyOf).toList();
  }

  /**
   * The heat map of trials.
   *
   * @param x name of the parameter of the columns
   * @param y name of the parameter of the rows, another one
   * @param room the most bands of an axis, 1 or more; a choice has as many as it has values
   * @throws IllegalArgumentException if a parameter is not searched, both are the same, there is no
   *     room, or a trial is not of this space
   */
  public static HeatMap of(
      SearchSpace space, Collection<Trial> trials, String x, String y, int room) {
    if (x.equals(y)) {
      throw new IllegalArgumentException("a heat map needs two parameters, was " + x + " twice");
    }
    if (room < 1) {
      throw new IllegalArgumentException("room must be 1 or more, was " + room);
    }
    Axis columns = Axis.of(space.parameter(x), room);
    Axis rows = Axis.of(space.parameter(y), room);
    List<List<List<Trial>>> sorted = new ArrayList<>();
    for (int row = 0; row < rows.labels().size(); row++) {
      List<List<Trial>> line = new ArrayList<>();
      for (int column = 0; column < columns.labels().size(); column++) {
        line.add(new ArrayList<>());
      }
      sorted.add(line);
    }
    for (Trial trial : trials) {
      space.require(trial.assignment());
      sorted
          .get(rows.bandOf(trial.assignment()))
          .get(columns.bandOf(trial.assignment()))
          .add(trial);
    }
    return new HeatMap(
        columns,
        rows,
        sorted.stream().map(line -> line.stream().map(HeatMap::cell).toList()).toList());
  }

  private static Cell cell(List<Trial> trials) {
    DoubleSummaryStatistics values = new DoubleSummaryStatistics();
    int feasible = 0;
    for (Trial trial : trials) {
      Double value = trial.score().value();
      if (value != null) {
        values.accept(value);
      }
      feasible += trial.score().isFeasible() ? 1 : 0;
    }
    return values.getCount() == 0
        ? new Cell(trials.size(), feasible, null, null, null)
        : new Cell(trials.size(), feasible, values.getAverage(), values.getMax(), values.getMin());
  }
}
