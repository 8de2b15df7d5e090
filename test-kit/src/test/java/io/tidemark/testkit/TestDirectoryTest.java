package io.tidemark.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
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
  void leavesTheDirectoryOfARunThatGoesOnAlone() {
    try (TestDirectory first = TestDirectory.claim(base);
        TestDirectory second = TestDirectory.claim(base)) {
      assertThat(first.path()).exists().isNotEqualTo(second.path());
    }
  }
}
