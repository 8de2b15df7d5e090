package io.tidemark.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which processes a pid file may get signalled. */
@Timeout(30)
class LeftoverTest {

  @TempDir Path directory;

  private Process stranger;

  @BeforeEach
  void startAStranger() throws Exception {
    stranger = new ProcessBuilder("sleep", "60").start();
  }

  @AfterEach
  void endTheStranger() throws Exception {
    stranger.destroyForcibly().waitFor();
  }

  @Test
  void leavesAStrangerWhoGotThePidOfThePostmasterAlone() throws Exception {
    Files.writeString(directory.resolve("postmaster.pid"), stranger.pid() + "\n");
    EmbeddedDatabase.stopLeftover(directory);
    assertThat(stranger.isAlive()).isTrue();
  }

  @Test
  void leavesAStrangerWhoGotThePidOfTheBrokerAlone() throws Exception {
    Files.writeString(BrokerProcess.pidFile(directory), stranger.pid() + "\n");
    EmbeddedKafka.stopLeftover(directory);
    assertThat(stranger.isAlive()).isTrue();
  }

  @Test
  void knowsThePostmasterOfADirectoryByItsCommandLine() throws Exception {
    Path other = Files.createDirectory(directory.resolve("other"));
    String data = directory.toString();
    assertThat(Postmaster.serves(directory, List.of("/x/bin/postgres", "-D", data, "-p", "1")))
        .isTrue();
    assertThat(Postmaster.serves(other, List.of("/x/bin/postgres", "-D", data))).isFalse();
    assertThat(Postmaster.serves(directory, List.of("/x/bin/initdb", "-D", data))).isFalse();
    assertThat(Postmaster.serves(directory, List.of("/x/bin/postgres", "-D"))).isFalse();
    assertThat(Postmaster.serves(directory, List.of())).isFalse();
  }

  @Test
  void knowsTheBrokerOfADirectoryByItsCommandLine() throws Exception {
    Path properties = Files.createFile(directory.resolve("broker.properties"));
    String main = KafkaBrokerMain.class.getName();
    Path other = Files.createDirectory(directory.resolve("other"));
    assertThat(BrokerProcess.isBrokerOf(directory, List.of("java", main, properties.toString())))
        .isTrue();
    assertThat(BrokerProcess.isBrokerOf(other, List.of("java", main, properties.toString())))
        .isFalse();
    assertThat(BrokerProcess.isBrokerOf(directory, List.of("vi", properties.toString()))).isFalse();
  }
}
