package io.tidemark.ml.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tidemark.core.feature.FeatureRow;
import io.tidemark.core.feature.FeatureStream;
import io.tidemark.core.feature.FeatureTable;
import io.tidemark.core.feature.Rows;
import io.tidemark.core.indicator.MarketContext;
import io.tidemark.ml.model.CorruptModelException;
import io.tidemark.model.Bar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelBundleTest {

  @TempDir private Path folder;
  private final List<Bar> bars = SyntheticMinutes.trending(1_500);
  private ModelsFolder models = new ModelsFolder(Path.of(""), "");
  private Path bundle = Path.of("");

  @BeforeEach
  void train() throws Exception {
    models = new ModelsFolder(folder.resolve("models"), "minutes");
    bundle =
        Trainings.trained(
                Trainings.request(
                    folder, Trainings.TREES.replace("model_type: xgboost", "model_type: arima")),
                SyntheticMinutes.columns(bars),
                models)
            .path();
  }

  @Test
  void foretellsAStreamWhatItForetellsATable() {
    try (Predictor predictor = Predictor.of(ModelBundle.open(bundle))) {
      FeatureTable table = FeatureTable.of(predictor.features(), SyntheticMinutes.columns(bars));
      int first = 1_400;
      double[][] expected = predictor.predict(table, Rows.between(first, bars.size()));
      FeatureStream stream = new FeatureStream(predictor.features());
      List<FeatureRow> seen = new ArrayList<>();

      for (int i = 0; i < bars.size(); i++) {
        stream.step(List.of(bars.get(i)), MarketContext.NONE).ifPresent(seen::add);
        if (i >= first) {
          List<FeatureRow> latest =
              seen.subList(seen.size() - predictor.history() - 1, seen.size());
          // Twice, as two symbols would be.
          double[][] predicted = predictor.predict(List.of(latest, latest));
          assertThat(predicted[0]).containsExactly(expected[i - first]);
          assertThat(predicted[1]).containsExactly(expected[i - first]);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"training.json", "standardiser.json", "model/model.json"})
  void isRefusedIfAFileIsNotAsItWasWritten(String name) throws IOException {
    Files.writeString(bundle.resolve(name), " ", StandardOpenOption.APPEND);

    assertCorrupt(bundle.resolve(name) + " has SHA-256");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void isRefusedIfItsAgentIsNotAsItWasWritten(boolean isThere) throws Exception {
    bundle =
        Trainings.trained(
                Trainings.request(
                    folder,
                    Trainings.SIZING_TREES.replace("model_type: xgboost", "model_type: arima")),
                SyntheticMinutes.columns(bars),
                models,
                new TradeSource.Recorded(Trainings.purchases(bars)))
            .path();
    assertThat(ModelBundle.open(bundle).sizing()).isNotNull();
    Path sizing = bundle.resolve("sizing.json");

    if (isThere) {
      Files.writeString(sizing, " ", StandardOpenOption.APPEND);
    } else {
      Files.delete(sizing);
    }

    assertCorrupt(sizing + (isThere ? " has SHA-256" : " is missing"));
  }

  @Test
  void isRefusedIfAFileIsMissing() throws IOException {
    Files.delete(bundle.resolve("standardiser.json"));

    assertCorrupt(bundle.resolve("standardiser.json") + " is missing");
  }

  @Test
  void isRefusedIfAFileWasAdded() throws IOException {
    Files.writeString(bundle.resolve("model").resolve("more.bin"), "");

    assertCorrupt(bundle.resolve("model/more.bin") + " is not a file of the bundle; remove it");
  }

  @Test
  void isRefusedIfItIsNotThere() {
    bundle = folder.resolve("elsewhere");

    assertCorrupt(bundle + " does not hold a whole bundle");
  }

  private void assertCorrupt(String problem) {
    assertThatExceptionOfType(CorruptModelException.class)
        .isThrownBy(() -> ModelBundle.open(bundle))
        .withMessageContaining(problem);
  }

  @Test
  void isNotToBeNamedByAnythingElse() throws IOException {
    Files.writeString(models.path().resolve("current.json"), "{\"bundle\":\"../../etc\"}");

    assertThatExceptionOfType(CorruptModelException.class)
        .isThrownBy(models::current)
        .withMessageContaining("current.json must name a bundle, was '../../etc'");
  }

  @Test
  void isMadeAgainWhereItsFilesAreDamaged() throws Exception {
    Files.delete(bundle.resolve("training.json"));

    train();

    assertThat(ModelBundle.open(bundle).path()).isEqualTo(bundle);
  }

  @Test
  void isMadeWithoutWhatKillsLeftADayAgo() throws Exception {
    Path old = Files.createDirectories(models.path().resolve(".incoming-old"));
    Files.writeString(old.resolve("samples.bin"), "left");
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
    Path running = Files.createDirectories(models.path().resolve(".incoming-running"));

    train();

    assertThat(old).doesNotExist();
    assertThat(running).exists();
  }
}
