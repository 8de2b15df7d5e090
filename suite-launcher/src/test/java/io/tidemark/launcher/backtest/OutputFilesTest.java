package io.tidemark.launcher.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFilesTest {

  @TempDir Path folder;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void leavesWhatWasThereIfWritingFails() throws IOException {
    Path file = Files.writeString(folder.resolve("result.json"), "before");

    assertThatThrownBy(
            () ->
                OutputFiles.write(
                    file,
                    out -> {
                      out.write(bytes("half"));
                      throw new IOException("the disk is full");
                    }))
        .hasMessage("the disk is full");

    assertThat(file).hasContent("before");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void replacesWhatWasThere() throws IOException {
    Path file = Files.writeString(folder.resolve("result.json"), "before");

    OutputFiles.write(file, out -> out.write(bytes("after")));

    assertThat(file).hasContent("after");
  }

  @Test
  void writesThroughALinkAndKeepsIt() throws IOException {
    Path file = Files.createFile(folder.resolve("result.json"));
    Path link = Files.createSymbolicLink(folder.resolve("link.json"), file);

    OutputFiles.write(link, out -> out.write(bytes("after")));

    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent("after");
  }
}
