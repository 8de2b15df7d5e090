package io.tidemark.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

class SharedDataTest {

  @TempDir Path directory;

  @Test
  void skipsTheTestWhenTheFileIsAbsent() {
    assertThatThrownBy(() -> SharedData.assume("data/there-is-no-such-file.csv"))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("there-is-no-such-file.csv")
        .hasMessageContaining("TIDEMARK_SHARED");
  }

  @Test
  void givesTheFileWhenItIsThere() {
    assertThat(SharedData.assume("data/README.md")).isRegularFile();
  }

  @Test
  void findsTheRepositoryFromAModule() throws Exception {
    Path repository = Files.createDirectory(directory.resolve("repository"));
    Files.createFile(repository.resolve("pom.xml"));
    Path module = Files.createDirectory(repository.resolve("common-model"));
    Files.createFile(module.resolve("pom.xml"));

    assertThat(SharedData.repositoryAround(module)).contains(repository);
    assertThat(SharedData.repositoryAround(directory)).isEmpty();
    assertThat(SharedData.beside(repository)).isEqualTo(directory.resolve("shared"));
  }
}
