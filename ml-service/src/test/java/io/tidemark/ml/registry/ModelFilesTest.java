package io.tidemark.ml.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFilesTest {

  /** SHA-256 of "abc", example B.1 of FIPS 180-2. */
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir private Path folder;

  @Test
  void namesEachFileOfAFolderWithItsSizeAndHash() throws IOException {
    Files.createDirectories(folder.resolve("weights"));
    Files.writeString(folder.resolve("weights/first.bin"), "abc");
    Files.writeString(folder.resolve("model.json"), "abc");

    assertThat(ModelFiles.in(folder).all())
        .containsExactly(
            new ModelFile("model.json", 3, ABC), new ModelFile("weights/first.bin", 3, ABC));
  }

  @Test
  void hashesPathsSizesAndHashesInTheOrderOfThePaths() {
    ModelFile first = new ModelFile("a", 3, ABC);
    ModelFile second = new ModelFile("b", 3, ABC);

    assertThat(new ModelFiles(List.of(second, first)).hash())
        // printf 'a 3 ba78..15ad\nb 3 ba78..15ad\n' | sha256sum, the hashes in full
        .isEqualTo("f18f33f966035c86c6a0c3cd082f0b5677736bb6519fe2a66bc4bdf18c334f47")
        .isEqualTo(new ModelFiles(List.of(first, second)).hash());
    assertThat(new ModelFiles(List.of(first, new ModelFile("c", 3, ABC))).hash())
        .isNotEqualTo(new ModelFiles(List.of(first, second)).hash());
  }

  @ParameterizedTest
  @ValueSource(strings = {"../a", "/a", "a/../b", "", "a//b", "a\\b", ".hidden", "a/"})
  void refusesAPathThatCouldLeadElsewhere(String path) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ModelFile(path, 1, ABC))
        .withMessageContaining("was '%s'", path);
  }

  @Test
  void refusesAModelWithoutFilesAndOneWithAFileTwice() {
    ModelFile file = new ModelFile("a", 3, ABC);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ModelFiles.in(folder))
        .withMessageContaining("at least one file");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ModelFiles(List.of(file, file)))
        .withMessageContaining("differ in their paths");
  }
}
