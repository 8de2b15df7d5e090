package io.tidemark.backtester.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeVersionTest {

  @TempDir private Path folder;

  @Test
  void isTheHashOfAJar() throws IOException {
    Path jar = Files.writeString(folder.resolve("core.jar"), "abc");

    // SHA-256 of "abc", FIPS 180-2, appendix B.1
    assertThat(CodeVersion.of(jar))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void changesWithAnyFileOfAFolder() throws IOException {
    Path file = Files.createDirectories(folder.resolve("inner")).resolve("A.class");
    Files.writeString(file, "a");
    String before = CodeVersion.of(folder);
    Files.writeString(file, "b");

    assertThat(CodeVersion.of(folder)).isNotEqualTo(before);
    Files.writeString(file, "a");
    assertThat(CodeVersion.of(folder)).isEqualTo(before);
  }

  @Test
  void knowsItsOwnCode() {
    assertThat(CodeVersion.current()).hasSize(64).isEqualTo(CodeVersion.current());
  }
}
