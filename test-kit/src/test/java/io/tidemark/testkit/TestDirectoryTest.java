package io.tidemark.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestDirectoryTest {

  @TempDir Path base;

  @Test
  void isDeletedAtTheEnd() throws Exception {
    TestDirectory directory = TestDirectory.claim(base);
    Files.writeString(directory.path().resolve("file"), "content");
    directory.close();
    assertThat(directory.path()).doesNotExist();
  }

  @Test
  void clearsWhatAKilledRunHasLeft() throws Exception {
    Path abandoned = Files.createDirectories(base.resolve("run-abandoned"));
    Files.writeString(abandoned.resolve("file"), "content");
    try (TestDirectory directory = TestDirectory.claim(base)) {
      assertThat(abandoned).doesNotExist();
      assertThat(directory.path()).exists();
    }
  }

  @Test
  void isClaimedAndDeletedByManyProcessesAtOnce() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int number = 0; number < 3; number++) {
      processes.add(
          new ProcessBuilder(
                  ProcessHandle.current().info().command().orElseThrow(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Claims.class.getName(),
                  base.toString())
              .redirectErrorStream(true)
              .start());
    }
    for (Process process : processes) {
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(printed).isZero();
    }
    try (Stream<Path> left = Files.list(base)) {
      assertThat(left.filter(Files::isDirectory)).isEmpty();
    }
  }

  /** A test JVM that does nothing but claim its directory and give it back. */
  static final class Claims {

    private static final int TURNS = 40;
    private static final int FILES = 50;

    private Claims() {}

    public static void main(String[] arguments) throws IOException {
      for (int turn = 0; turn < TURNS; turn++) {
        try (TestDirectory directory = TestDirectory.claim(Path.of(arguments[0]))) {
          for (int file = 0; file < FILES; file++) {
            Files.writeString(directory.path().resolve("file-" + file), "content");
          }
        }
      }
    }
  }

  @Test
  void leavesTheDirectoryOfARunThatGoesOnAlone() {
    try (TestDirectory first = TestDirectory.claim(base);
        TestDirectory second = TestDirectory.claim(base)) {
      assertThat(first.path()).exists().isNotEqualTo(second.path());
    }
  }
}
