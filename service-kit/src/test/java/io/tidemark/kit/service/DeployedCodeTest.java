package io.tidemark.kit.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.model.Bar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeployedCodeTest {

  @TempDir private Path folder;

  @Test
  void isTheHashOfAJar() throws IOException {
    Path jar = Files.writeString(folder.resolve("core.jar"), "abc");

    // SHA-256 of "abc", FIPS 180-2, appendix B.1
    assertThat(DeployedCode.sha256(List.of(jar)))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void isTheHashOfJarsOneAfterTheOther() throws IOException {
    Path one = Files.writeString(folder.resolve("one.jar"), "a");
    Path two = Files.writeString(folder.resolve("two.jar"), "bc");

    assertThat(DeployedCode.sha256(List.of(one, two)))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void changesWithAnyFileOfAFolder() throws IOException {
    Path file = Files.createDirectories(folder.resolve("inner")).resolve("A.class");
    Files.writeString(file, "a");
    String before = DeployedCode.sha256(List.of(folder));
    Files.writeString(file, "b");

    assertThat(DeployedCode.sha256(List.of(folder))).isNotEqualTo(before);
    Files.writeString(file, "a");
    assertThat(DeployedCode.sha256(List.of(folder))).isEqualTo(before);
  }

  @Test
  void knowsItsOwnCode() {
    assertThat(DeployedCode.sha256(DeployedCode.class))
        .hasSize(64)
        .isEqualTo(DeployedCode.sha256(DeployedCode.class))
        .isNotEqualTo(DeployedCode.sha256(DeployedCode.class, Bar.class));
  }
}
