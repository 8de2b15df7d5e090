package io.tidemark.launcher.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuiteKeyTest {

  @TempDir private Path folder;

  @Test
  void leavesItsOwnKeyForItsUserAloneWhileTheSuiteRuns() throws IOException {
    SuiteDirectory directory = new SuiteDirectory(folder);
    Path file = folder.resolve("api-key");
    try (SuiteKey key = SuiteKey.open(directory, "")) {
      assertThat(key.value()).hasSize(64);
      assertThat(SuiteKey.ofRunning(directory)).isEqualTo(key.value());
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThat(key.toString()).doesNotContain(key.value());
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void makesAnotherKeyForEveryRun() throws IOException {
    SuiteDirectory directory = new SuiteDirectory(folder);
    Files.writeString(folder.resolve("api-key"), "of a killed run");

    try (SuiteKey key = SuiteKey.open(directory, "")) {
      assertThat(SuiteKey.ofRunning(directory)).isEqualTo(key.value());
    }
  }

  @Test
  void writesNoConfiguredKeyDownAndRemovesTheOneOfAKilledRun() throws IOException {
    SuiteDirectory directory = new SuiteDirectory(folder);
    Files.writeString(folder.resolve("api-key"), "of a killed run");

    try (SuiteKey key = SuiteKey.open(directory, "configured")) {
      assertThat(key.value()).isEqualTo("configured");
      assertThat(folder.resolve("api-key")).doesNotExist();
    }
  }
}
