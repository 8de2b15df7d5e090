package io.tidemark.ml.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tidemark.ml.model.CorruptModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every store of models' files must do. */
abstract class ModelStoreContract {

  @TempDir protected Path folder;

  /** A store on the same place each time. */
  abstract ModelStore store();

  /** Puts other bytes into the place of a stored file. */
  abstract void overwrite(ModelFiles files, String path, byte[] bytes) throws IOException;

  /** Takes a stored file away. */
  abstract void delete(ModelFiles files, String path) throws IOException;

  @Test
  void givesBackWhatItKeepsByteForByte() throws IOException {
    Path trained = SampleModels.folder(folder, "one");
    ModelFiles files = ModelFiles.in(trained);

    store().put(files, trained);
    Path opened = store().open(files);

    assertThat(ModelFiles.in(opened)).isEqualTo(files);
    assertThat(opened.resolve("weights/first.bin")).hasBinaryContent(new byte[] {1, 2, 3});
  }

  @Test
  void keepsModelsApart() throws IOException {
    Path one = SampleModels.folder(folder, "one");
    Path two = SampleModels.folder(folder, "two");

    store().put(ModelFiles.in(one), one);
    store().put(ModelFiles.in(two), two);

    assertThat(store().open(ModelFiles.in(one)).resolve("model.json")).content().contains("one");
    assertThat(store().open(ModelFiles.in(two)).resolve("model.json")).content().contains("two");
  }

  @Test
  void takesTheSameModelAgain() throws IOException {
    Path trained = SampleModels.folder(folder, "one");
    ModelFiles files = ModelFiles.in(trained);

    store().put(files, trained);
    store().put(files, trained);

    assertThat(ModelFiles.in(store().open(files))).isEqualTo(files);
  }

  @Test
  void tellsAFileWhoseBytesHaveChanged() throws IOException {
    Path trained = SampleModels.folder(folder, "one");
    ModelFiles files = ModelFiles.in(trained);
    store().put(files, trained);
    store().open(files);

    overwrite(files, "weights/first.bin", new byte[] {1, 2, 4});

    assertThatExceptionOfType(CorruptModelException.class)
        .isThrownBy(() -> store().open(files))
        .withMessageContaining("weights/first.bin")
        .withMessageContaining("has the SHA-256")
        .withMessageContaining("restore the file");
  }

  @Test
  void tellsAFileThatIsCutShort() throws IOException {
    Path trained = SampleModels.folder(folder, "one");
    ModelFiles files = ModelFiles.in(trained);
    store().put(files, trained);

    overwrite(files, "weights/first.bin", new byte[] {1, 2});

    assertThatExceptionOfType(CorruptModelException.class)
        .isThrownBy(() -> store().open(files))
        .withMessageContaining("has 2 bytes in place of 3");
  }

  @Test
  void tellsAFileThatIsMissing() throws IOException {
    Path trained = SampleModels.folder(folder, "one");
    ModelFiles files = ModelFiles.in(trained);
    store().put(files, trained);

    delete(files, "model.json");

    assertThatExceptionOfType(CorruptModelException.class)
        .isThrownBy(() -> store().open(files))
        .withMessageContaining("model.json")
        .withMessageContaining("is missing");
  }

  @Test
  void tellsAModelThatWasNeverKept() throws IOException {
    ModelFiles files = ModelFiles.in(SampleModels.folder(folder, "one"));

    assertThatExceptionOfType(CorruptModelException.class)
        .isThrownBy(() -> store().open(files))
        .withMessageContaining("is missing");
  }

  @Test
  void mendsABrokenModelThatIsPutAgain() throws IOException {
    Path trained = SampleModels.folder(folder, "one");
    ModelFiles files = ModelFiles.in(trained);
    store().put(files, trained);
    overwrite(files, "model.json", new byte[] {7});

    store().put(files, trained);

    assertThat(ModelFiles.in(store().open(files))).isEqualTo(files);
  }

  @Test
  void refusesAFolderThatDoesNotHoldTheFiles() throws IOException {
    Path trained = SampleModels.folder(folder, "one");
    ModelFiles files = ModelFiles.in(trained);
    Files.delete(trained.resolve("model.json"));

    assertThatExceptionOfType(CorruptModelException.class)
        .isThrownBy(() -> store().put(files, trained))
        .withMessageContaining("model.json");
    assertThatExceptionOfType(CorruptModelException.class).isThrownBy(() -> store().open(files));
  }
}
