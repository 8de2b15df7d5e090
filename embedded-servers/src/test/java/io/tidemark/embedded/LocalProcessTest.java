package io.tidemark.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class LocalProcessTest {

  private static final LocalProcess OURSELVES = new LocalProcess(ProcessHandle.current().pid());

  @TempDir Path directory;

  @Test
  void readsThePidInTheFirstLine() throws Exception {
    Path file = Files.writeString(directory.resolve("postmaster.pid"), "4711\n/data\n1700000000\n");
    assertThat(LocalProcess.fromPidFile(file)).contains(new LocalProcess(4711));
  }

  @Test
  void ignoresAPidFileThatIsEmptyOrAbsentOrNoNumber() throws Exception {
    assertThat(LocalProcess.fromPidFile(directory.resolve("absent"))).isEmpty();
    assertThat(LocalProcess.fromPidFile(Files.createFile(directory.resolve("empty")))).isEmpty();
    Path negative = Files.writeString(directory.resolve("negative"), "-1\n");
    assertThat(LocalProcess.fromPidFile(negative)).isEmpty();
  }

  @Test
  void seesThatWeRun() {
    assertThat(OURSELVES.isRunning()).isTrue();
    assertThat(OURSELVES.commandLine().getFirst()).endsWith("java");
  }

  @Test
  void seesThatAProcessWasSignalled() throws Exception {
    Process process = new ProcessBuilder("sleep", "60").start();
    LocalProcess seen = new LocalProcess(process.pid());
    assertThat(seen.isRunning()).isTrue();
    seen.signal("TERM");
    assertThat(seen.endsWithin(Duration.ofSeconds(10))).isTrue();
    assertThat(seen.commandLine()).isEmpty();
  }

  @Test
  void countsAnUnreapedProcessAsEnded() throws Exception {
    // The shell starts a child that ends at once, and becomes a program that never reaps it.
    Process parent = new ProcessBuilder("sh", "-c", "true & echo $!; exec sleep 60").start();
    try {
      LocalProcess zombie =
          new LocalProcess(Long.parseLong(parent.inputReader().readLine().strip()));
      assertThat(zombie.endsWithin(Duration.ofSeconds(10))).isTrue();
    } finally {
      parent.destroyForcibly().waitFor();
    }
  }

  @Test
  void followsLinksToTheSameFile() throws Exception {
    Path real = Files.createDirectory(directory.resolve("real"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), real);
    assertThat(LocalProcess.namesFile(link.toString(), real)).isTrue();
    assertThat(LocalProcess.namesFile(directory.toString(), real)).isFalse();
    assertThat(LocalProcess.namesFile("-D", real)).isFalse();
  }
}
