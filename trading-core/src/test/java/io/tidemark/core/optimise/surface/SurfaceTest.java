package io.tidemark.core.optimise.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.core.optimise.objective.Score;
import io.tidemark.core.optimise.search.Trial;
import io.tidemark.core.optimise.space.Assignment;
import io.tidemark.core.optimise.space.Choice;
import io.tidemark.core.optimise.space.ContinuousRange;
import io.tidemark.core.optimise.space.Scale;
import io.tidemark.core.optimise.space.SearchSpace;
import io.tidemark.core.optimise.space.SteppedRange;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SurfaceTest {

  private static final SearchSpace SPACE =
      new SearchSpace(
          List.of(
              new SteppedRange(
                  "n",
                  new BigDecimal("5"),
                  new BigDecimal("15"),
                  new BigDecimal("5"),
                  Scale.LINEAR),
              new ContinuousRange("x", new BigDecimal("0.01"), new BigDecimal("100"), Scale.LOG),
              new Choice("mode", List.of("fast", "slow"))));

  @Test
  void gathersTheTrialsOfEachCell() {
    HeatMap map =
        HeatMap.of(
            SPACE,
            List.of(
                trial(0, 5, "1", "fast", Score.of(1)),
                trial(1, 5, "20", "fast", Score.of(4)),
                trial(2, 5, "0.5", "slow", new Score(6.0, 0.5)),
                trial(3, 10, "2", "fast", Score.UNDEFINED)),
            "n",
            "mode",
            8);

    assertThat(map.x().labels()).containsExactly("5", "10", "15");
    assertThat(map.y().labels()).containsExactly("fast", "slow");
    Cell empty = new Cell(0, 0, null, null, null);
    assertThat(map.cells())
        .containsExactly(
            List.of(new Cell(2, 2, 2.5, 4.0, 1.0), new Cell(1, 0, null, null, null), empty),
            List.of(new Cell(1, 0, 6.0, 6.0, 6.0), empty, empty));
  }

  @Test
  void dividesWhatHasTooManyValuesIntoBandsOfItsScale() {
    HeatMap map =
        HeatMap.of(
            SPACE,
            List.of(
                trial(0, 15, "0.01", "fast", Score.of(1)),
                trial(1, 15, "0.99", "fast", Score.of(2)),
                trial(2, 5, "1.01", "fast", Score.of(3)),
                trial(3, 5, "100", "fast", Score.of(4))),
            "x",
            "n",
            2);

    assertThat(map.x().labels()).containsExactly("0.01..1", "1..100");
    assertThat(map.y().labels()).containsExactly("5..10", "15");
    assertThat(map.cells().get(0).stream().map(Cell::trials)).containsExactly(0, 2);
    assertThat(map.cells().get(1).stream().map(Cell::mean)).containsExactly(1.5, null);
  }

  /** Of x, two bands that meet at 1; the best trial is in the upper one, and fast. */
  @Test
  void cutsThroughAPlaceOfTheSpace() {
    HeatMaps maps =
        HeatMaps.of(
            SPACE,
            List.of(
                trial(0, 5, "20", "fast", Score.of(4)),
                trial(1, 5, "2", "fast", Score.of(3)),
                trial(2, 10, "0.5", "fast", Score.of(9)),
                trial(3, 5, "30", "slow", Score.of(7))),
            2);
    Assignment best = trial(0, 5, "20", "fast", Score.of(4)).assignment();
    Cell empty = new Cell(0, 0, null, null, null);

    assertThat(maps.through(best, "n", "x").cells())
        .containsExactly(
            List.of(new Cell(1, 1, 9.0, 9.0, 9.0), empty),
            List.of(new Cell(2, 2, 3.5, 4.0, 3.0), empty));
    assertThat(maps.through(best, "n", "mode").cells())
        .containsExactly(
            List.of(new Cell(2, 2, 3.5, 4.0, 3.0), empty),
            List.of(new Cell(1, 1, 7.0, 7.0, 7.0), empty));
    assertThat(maps.over("n", "mode").cells().getFirst().getFirst())
        .isEqualTo(new Cell(3, 3, 16.0 / 3, 9.0, 3.0));
  }

  @Test
  void gathersTheTrialsAlongOneParameter() {
    HeatMaps maps =
        HeatMaps.of(
            SPACE,
            List.of(
                trial(0, 5, "20", "fast", Score.of(4)),
                trial(1, 15, "2", "slow", new Score(1.0, 0.5)),
                trial(2, 5, "30", "slow", Score.of(7))),
            3);

    assertThat(maps.axis("n").labels()).containsExactly("5", "10", "15");
    assertThat(maps.along("n"))
        .containsExactly(
            new Cell(2, 2, 5.5, 7.0, 4.0),
            new Cell(0, 0, null, null, null),
            new Cell(1, 0, 1.0, 1.0, 1.0));
  }

  @Test
  void tellsAPlateauFromANeedle() {
    Trial centre = trial(0, 10, "1", "fast", Score.of(2));
    List<Trial> trials =
        List.of(
            centre,
            trial(1, 5, "1", "fast", Score.of(1.8)),
            trial(2, 15, "1.5", "fast", Score.of(1.0)),
            trial(3, 10, "1.2", "fast", new Score(1.4, 0.1)),
            trial(4, 10, "0.9", "fast", Score.UNDEFINED),
            trial(5, 10, "1", "slow", Score.of(-9)),
            trial(6, 10, "50", "fast", Score.of(-9)));

    // 1.5 is 0.044 of the range of four decades away from 1, 50 is 0.42
    Robustness robustness = Robustness.of(SPACE, centre, trials, 0.05);

    assertThat(robustness.neighbours()).isEqualTo(3);
    assertThat(robustness.infeasible()).isEqualTo(2);
    assertThat(robustness.mean()).isCloseTo(1.4, within(1e-12));
    assertThat(robustness.worst()).isEqualTo(1.0);
    assertThat(robustness.share()).isCloseTo(0.7, within(1e-12));
  }

  @Test
  void hasNothingToSayOfATrialThatStandsAlone() {
    Trial centre = trial(0, 10, "1", "fast", Score.of(2));

    assertThat(Robustness.of(SPACE, centre, List.of(centre), 0.1))
        .isEqualTo(new Robustness(0, 0, null, null, null));
    assertThat(
            Robustness.of(
                    SPACE,
                    trial(0, 10, "1", "fast", Score.of(-2)),
                    List.of(trial(1, 5, "1", "fast", Score.of(1))),
                    0.1)
                .share())
        .isNull();
  }

  @Test
  void refusesWhatIsNotSearched() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HeatMap.of(SPACE, List.of(), "n", "y", 5))
        .withMessage("y is not searched; searched are n, x, mode");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HeatMap.of(SPACE, List.of(), "n", "n", 5))
        .withMessageContaining("needs two parameters");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> HeatMap.of(SPACE, List.of(trial(0, 7, "1", "fast", Score.of(1))), "n", "mode", 5))
        .withMessageContaining("n must be of n 5 to 15 step 5");
  }

  private static Trial trial(int number, int n, String x, String mode, Score score) {
    return new Trial(
        number, new Assignment(Map.of("n", n, "x", new BigDecimal(x), "mode", mode)), score);
  }
}
