package io.tidemark.ml.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.feature.Feature;
import io.tidemark.core.feature.FeatureSet;
import io.tidemark.core.feature.FeatureTable;
import io.tidemark.core.learn.Labels;
import io.tidemark.core.learn.Targets;
import io.tidemark.ml.registry.PredictionRow;
import io.tidemark.ml.registry.PredictionRow.Outcome;
import io.tidemark.ml.registry.PredictionRow.Role;
import io.tidemark.ml.training.SyntheticMinutes;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.Prediction;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LiveScoreTest {

  private final FeatureTable table =
      FeatureTable.of(
          FeatureSet.of(Timeframe.M1, List.of(new Feature("close", "close"))),
          SyntheticMinutes.columns(SyntheticMinutes.trending(10)));

  /** Of the close of the next minute against each; without a threshold there is no neutral one. */
  private final Labels labels = Targets.direction(table, 1, 0);

  private static PredictionRow prediction(Instant open, double up, @Nullable Outcome outcome) {
    return new PredictionRow(
        new Prediction(
            Ids.of("prediction", open),
            "minutes",
            Ids.sha256("model"),
            Ids.sha256("features"),
            InstrumentId.of("kraken", "BTC/USD"),
            Timeframe.M1,
            open,
            new TreeMap<>(Map.of("up", up, "down", 1 - up)),
            open.plusSeconds(60),
            open.plusSeconds(60)),
        Ids.of("model"),
        Ids.sha256("features"),
        Role.CHAMPION,
        outcome,
        null);
  }

  private boolean rose(int row) {
    return table.close(row + 1) > table.close(row);
  }

  @Test
  void countsWhatCameTrueAndNotesWhatCame() {
    PredictionRow right = prediction(table.openTime(2), rose(2) ? 0.75 : 0.25, null);
    Outcome came = rose(3) ? Outcome.UP : Outcome.DOWN;
    PredictionRow wrong = prediction(table.openTime(3), rose(3) ? 0.25 : 0.75, came);

    LiveScore score = LiveScore.of(List.of(right, wrong), table, labels);

    assertThat(score.right()).isEqualTo(1);
    assertThat(score.all()).isEqualTo(2);
    assertThat(score.news())
        .containsExactly(
            Map.entry(right.prediction().predictionId(), rose(2) ? Outcome.UP : Outcome.DOWN));
  }

  @Test
  void leavesOutBarsOfWhichNothingHasComeYetOrThatAreNotStored() {
    PredictionRow last = prediction(table.openTime(9), 0.75, null);
    PredictionRow unknown = prediction(table.openTime(9).plusSeconds(3_600), 0.75, null);

    LiveScore score = LiveScore.of(List.of(last, unknown), table, labels);

    assertThat(score.all()).isZero();
    assertThat(score.news()).isEmpty();
  }
}
