package io.tidemark.backtester.search;

import io.tidemark.core.optimise.search.Trial;
import io.tidemark.core.optimise.surface.Cell;
import io.tidemark.core.optimise.surface.HeatMap;
import io.tidemark.core.optimise.surface.HeatMaps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Heat maps of every two parameters, as the script of a search's page reads them. A cell is trials,
 * those that keep the constraints, mean, best and worst value, or nothing without a trial.
 *
 * @param labels of the bands of each parameter
 * @param bestBands the band of each parameter in which the best trial is
 * @param x the parameter that is shown first by the columns
 * @param y likewise by the rows; null if one parameter is searched alone
 */
record SurfaceView(
    List<List<String>> labels,
    List<Integer> bestBands,
    int x,
    @Nullable Integer y,
    List<MapView> maps) {

  /**
   * One map.
   *
   * @param x place of the parameter of the columns
   * @param y of the rows, which is behind that of the columns; null if there is none
   * @param all rows of cells, whatever the other parameters were
   * @param near of the trials that have the others in the bands of the best one
   */
  record MapView(
      int x,
      @Nullable Integer y,
      List<List<List<@Nullable Object>>> all,
      List<List<List<@Nullable Object>>> near) {}

  /**
   * Of a search.
   *
   * @param parameters in the order in which they are known
   */
  static SurfaceView of(OptimiseOutcome outcome, List<String> parameters) {
    SearchDesign design = outcome.search().design();
    List<Trial> trials =
        outcome.trials().stream().map(trial -> trial.judged(design.objective())).toList();
    HeatMaps maps = HeatMaps.of(design.space(), trials, OptimiseRun.HEAT_MAP_BANDS);
    HeatMap first = outcome.heatMap();
    return new SurfaceView(
        parameters.stream().map(name -> maps.axis(name).labels()).toList(),
        parameters.stream()
            .map(name -> maps.axis(name).bandOf(outcome.best().assignment()))
            .toList(),
        first == null ? 0 : parameters.indexOf(first.x().parameter().name()),
        first == null ? null : (Integer) parameters.indexOf(first.y().parameter().name()),
        maps(outcome, parameters, maps));
  }

  private static List<MapView> maps(
      OptimiseOutcome outcome, List<String> parameters, HeatMaps maps) {
    if (parameters.size() == 1) {
      List<List<List<@Nullable Object>>> row = List.of(row(maps.along(parameters.getFirst())));
      return List.of(new MapView(0, null, row, row));
    }
    List<MapView> views = new ArrayList<>();
    for (int x = 0; x < parameters.size(); x++) {
      for (int y = x + 1; y < parameters.size(); y++) {
        views.add(
            new MapView(
                x,
                y,
                rows(maps.over(parameters.get(x), parameters.get(y))),
                rows(
                    maps.through(
                        outcome.best().assignment(), parameters.get(x), parameters.get(y)))));
      }
    }
    return views;
  }

  private static List<List<List<@Nullable Object>>> rows(HeatMap map) {
    return map.cells().stream().map(SurfaceView::row).toList();
  }

  private static List<List<@Nullable Object>> row(List<Cell> cells) {
    return cells.stream().map(SurfaceView::cell).toList();
  }

  private static List<@Nullable Object> cell(Cell cell) {
    return cell.trials() == 0
        ? List.of()
        : new ArrayList<>(
            Arrays.<@Nullable Object>asList(
                cell.trials(), cell.feasible(), cell.mean(), cell.best(), cell.worst()));
  }
}
