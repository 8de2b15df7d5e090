package io.tidemark.ml.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.kit.configuration.TrainingFile;
import io.tidemark.ml.model.ModelKind;
import io.tidemark.ml.model.ModelSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModelChoiceTest {

  @TempDir private Path folder;

  private TrainingFile file(String type) throws IOException {
    return Trainings.request(
            folder,
            Trainings.TREES.replace("model_type: xgboost", "model_type: " + type + "\n  seed: 7")
                + "  lstm: {layers: [16, 8], sequence_length: 12}\n")
        .file();
  }

  private static ModelChoice everywhere(TrainingFile file) {
    return ModelChoice.of(file, kind -> kind, _ -> Optional.empty());
  }

  @Test
  void takesSettingsFromTheFile() throws IOException {
    assertThat(everywhere(file("xgboost")).settings())
        .isEqualTo(new ModelSettings.Boosting(20, 3, 0.3, 20, 1, 7));
    assertThat(everywhere(file("lstm")).settings())
        .isEqualTo(new ModelSettings.Lstm(List.of(16, 8), 0.2, 64, 100, 0.001, 12, 10, 7));
    assertThat(everywhere(file("random_forest")).settings())
        .isEqualTo(new ModelSettings.Forest(200, 8, 1, 7));
  }

  @ParameterizedTest
  @EnumSource
  void isOfTheKindThatTheFileNames(ModelKind kind) throws IOException {
    ModelChoice choice = everywhere(file(kind.name().toLowerCase(Locale.ROOT)));

    assertThat(choice.settings().kind()).isEqualTo(kind);
    assertThat(choice.instead()).isNull();
  }

  @Test
  void tellsWhatIsTrainedInPlaceOfWhatCannotBeUsed() throws IOException {
    ModelChoice choice =
        ModelChoice.of(
            file("lstm"),
            _ -> ModelKind.XGBOOST,
            kind -> Optional.of(kind + " has no library for this machine"));

    assertThat(choice.asked()).isEqualTo(ModelKind.LSTM);
    assertThat(choice.settings()).isInstanceOf(ModelSettings.Boosting.class);
    assertThat(choice.instead())
        .isEqualTo("xgboost is trained in place of lstm: LSTM has no library for this machine");
  }
}
