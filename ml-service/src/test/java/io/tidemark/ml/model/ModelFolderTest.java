package io.tidemark.ml.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.ml.model.kind.ModelKinds;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFolderTest {

  @TempDir private Path directory;
  private Path folder;
  private Model model;

  @BeforeEach
  void train() throws InterruptedException {
    SyntheticMarket market = SyntheticMarket.trending(500);
    folder = directory.resolve("model");
    model =
        ModelKinds.trainer(new ModelSettings.Logistic(0.01))
            .train(market.samples(0, 400), market.samples(400, 499), TrainingProgress.UNHEARD);
  }

  @Test
  void tellsTheSha256OfEachFile() throws IOException {
    Files.writeString(directory.resolve("abc"), "abc");

    // FIPS 180-2, appendix B.1
    assertThat(Sha256.of(directory.resolve("abc")))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(ModelFolder.save(model, folder).checksums())
        .containsOnlyKeys("model.json", "weights.json")
        .containsEntry("weights.json", Sha256.of(folder.resolve("weights.json")));
  }

  @Test
  void opensAsItWasSaved() throws IOException {
    ModelFolder saved = ModelFolder.save(model, folder);

    assertThat(ModelFolder.open(folder)).isEqualTo(saved);
  }

  @Test
  void refusesAFileOfWhichAByteDiffers() throws IOException {
    ModelFolder.save(model, folder);
    Path file = folder.resolve("weights.json");
    byte[] content = Files.readAllBytes(file);
    content[content.length / 2] ^= 1;
    Files.write(file, content);

    assertThatThrownBy(() -> ModelKinds.load(folder))
        .isInstanceOf(CorruptModelException.class)
        .hasMessageContaining("weights.json has SHA-256");
  }

  @Test
  void refusesAFolderThatLacksAFile() throws IOException {
    ModelFolder.save(model, folder);
    Files.delete(folder.resolve("weights.json"));

    assertThatThrownBy(() -> ModelKinds.load(folder))
        .isInstanceOf(CorruptModelException.class)
        .hasMessageContaining("weights.json is missing");
  }

  @Test
  void refusesAFolderThatLacksTheChecksums() throws IOException {
    ModelFolder.save(model, folder);
    Files.delete(folder.resolve("checksums.json"));

    assertThatThrownBy(() -> ModelKinds.load(folder))
        .isInstanceOf(CorruptModelException.class)
        .hasMessageContaining("does not hold a whole model");
  }

  @Test
  void refusesAFileThatIsNotTheModels() throws IOException {
    ModelFolder.save(model, folder);
    Files.writeString(folder.resolve("more"), "");

    assertThatThrownBy(() -> ModelKinds.load(folder))
        .isInstanceOf(CorruptModelException.class)
        .hasMessageContaining("more is not a file of the model");
  }

  @Test
  void doesNotWriteOverAModel() throws IOException {
    ModelFolder saved = ModelFolder.save(model, folder);

    assertThatThrownBy(() -> ModelFolder.save(model, folder))
        .isInstanceOf(FileSystemException.class);
    assertThat(ModelFolder.open(folder)).isEqualTo(saved);
  }

  @Test
  void takesThePlaceOfWhatAKilledProcessLeft() throws IOException {
    Path left = Files.createDirectory(directory.resolve(".model.partial"));
    Files.writeString(left.resolve("model.json"), "{");

    ModelFolder.save(model, folder);

    assertThat(ModelFolder.open(folder).features()).isEqualTo(SyntheticMarket.FEATURES);
    assertThat(left).doesNotExist();
  }
}
