package io.tidemark.ml.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FolderStoreTest extends ModelStoreContract {

  @Override
  ModelStore store() {
    return new FolderStore(models());
  }

  private Path models() {
    return folder.resolve("models");
  }

  @Override
  void overwrite(ModelFiles files, String path, byte[] bytes) throws IOException {
    Files.write(models().resolve(files.hash()).resolve(path), bytes);
  }

  @Override
  void delete(ModelFiles files, String path) throws IOException {
    Files.delete(models().resolve(files.hash()).resolve(path));
  }

  private List<String> kept() throws IOException {
    try (Stream<Path> all = Files.list(models())) {
      return all.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void leavesNothingButTheModelBehind() throws IOException {
    Path trained = SampleModels.folder(folder, "one");
    ModelFiles files = ModelFiles.in(trained);

    store().put(files, trained);
    overwrite(files, "model.json", new byte[] {7});
    store().put(files, trained);

    assertThat(kept()).containsExactly(files.hash());
  }

  @Test
  void clearsAwayWhatAKillLeftADayAgoAndNotWhatIsBeingWritten() throws IOException {
    Path abandoned = Files.createDirectories(models().resolve(".incoming-1/weights"));
    Files.writeString(abandoned.resolve("first.bin"), "half");
    Files.setLastModifiedTime(
        abandoned.getParent(), FileTime.from(Instant.now().minus(Duration.ofHours(25))));
    Files.createDirectories(models().resolve(".incoming-2"));
    Path trained = SampleModels.folder(folder, "one");
    ModelFiles files = ModelFiles.in(trained);

    store().put(files, trained);

    assertThat(kept()).containsExactly(".incoming-2", files.hash());
  }

  @Test
  void tellsAFolderThatCannotBeWritten() throws IOException {
    Files.writeString(models(), "a file in the folder's place");
    Path trained = SampleModels.folder(folder, "one");
    ModelFiles files = ModelFiles.in(trained);

    assertThatExceptionOfType(ModelStoreException.class)
        .isThrownBy(() -> store().put(files, trained))
        .withMessageContaining("cannot keep the model of")
        .withMessageContaining(models().toString());
  }
}
