package io.tidemark.core.optimise.surface;

import io.tidemark.core.optimise.search.Trial;
import io.tidemark.core.optimise.space.SearchSpace;
import java.util.Collection;
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
    return HeatMaps.of(space, trials, room).over(x, y);
  }
}
