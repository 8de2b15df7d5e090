package io.tidemark.ml.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.core.feature.FeatureTable;
import io.tidemark.ml.registry.RegisteredModel;
import io.tidemark.ml.serve.BarMessages;
import io.tidemark.ml.serve.RowHash;
import io.tidemark.ml.training.ModelBundle;
import io.tidemark.ml.training.ModelsFolder;
import io.tidemark.ml.training.SyntheticMinutes;
import io.tidemark.ml.training.Trainings;
import io.tidemark.model.Bar;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.Prediction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A service is killed again and again while it foretells of hours of bars. */
@Timeout(400)
class KilledServingIT {

  private static final int MINUTES = 4_000;
  private static final int KILLS = 4;

  /** Averages that never forget what they began with. */
  private static final String RECURSIVE =
      Trainings.TREES.replace("noise: \"volume / close\"", "trend: \"close / ema(50) - 1\"");

  private static final int WARM = 49;

  @TempDir private Path folder;

  @Test
  void foretellsOfEachBarOnceAndFromTheSameFeaturesAsIfNothingHadHappened() throws Exception {
    SplittableRandom random = new SplittableRandom(7);
    try (LiveMl ml = new LiveMl("killed_serving", folder, "BTC", "ETH", "SOL")) {
      String text = ml.training(RECURSIVE);
      Path training = ml.write("line.yaml", text);
      ModelBundle bundle =
          Trainings.trained(
              Trainings.request(folder, text),
              SyntheticMinutes.columns(SyntheticMinutes.trending(2_000)),
              new ModelsFolder(folder.resolve("trained"), "minutes"));
      ml.start(training);
      RegisteredModel champion = ml.promote(bundle, 0.9);
      ml.stop();
      Map<InstrumentId, List<Bar>> bars = new TreeMap<>();
      bars.put(ml.instrument("BTC"), BarMessages.minutes(1, MINUTES));
      bars.put(ml.instrument("ETH"), BarMessages.minutes(2, MINUTES));
      bars.put(ml.instrument("SOL"), BarMessages.minutes(3, MINUTES));
      List<BarsClosed> messages = new ArrayList<>();
      bars.forEach(
          (instrument, minutes) ->
              messages.addAll(BarMessages.of(instrument, minutes, Set.of(Timeframe.M1))));

      Map<String, String> settings = ml.settings(training);
      settings.put("tidemark.ml.snapshot-bars", "700");
      try (MlProcess service = new MlProcess(settings, folder.resolve("service.log"))) {
        service.start();
        ml.publish(messages);
        for (int kill = 0; kill < KILLS; kill++) {
          int before = ml.rows();
          int more = random.nextInt(1, 1_500);
          await()
              .pollInterval(Duration.ofMillis(5))
              .atMost(Duration.ofSeconds(90))
              .until(() -> ml.rows() >= before + more);
          service.kill();
          service.start();
        }
        ml.told(3 * (MINUTES - WARM));
      }

      List<Prediction> told = ml.told();
      assertThat(told).allMatch(one -> one.modelHash().equals(champion.version().hash()));
      bars.forEach(
          (instrument, minutes) -> {
            List<String> expected = inBulk(bundle, minutes);
            assertThat(
                    told.stream()
                        .filter(one -> one.instrument().equals(instrument))
                        .map(one -> one.eventTime().toString()))
                .containsExactlyElementsOf(
                    expected.stream().map(row -> row.substring(0, row.indexOf(' '))).toList());
            assertThat(written(ml, instrument)).isEqualTo(expected);
          });
    }
  }

  private static List<String> inBulk(ModelBundle bundle, List<Bar> minutes) {
    FeatureTable table =
        FeatureTable.of(bundle.training().features().set(), SyntheticMinutes.columns(minutes));
    List<String> rows = new ArrayList<>();
    for (int row = WARM; row < table.rows(); row++) {
      rows.add(table.closeTime(row) + " " + RowHash.of(table.row(row)));
    }
    return rows;
  }

  private static List<String> written(LiveMl ml, InstrumentId instrument) {
    return ml.sql()
        .queryForList(
            """
            select to_char(event_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') || ' '
              || row_hash
            from prediction where symbol = ? order by event_time
            """,
            String.class,
            instrument.symbol().toString());
  }
}
