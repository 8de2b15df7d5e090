package io.tidemark.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class EmbeddedServersIT {

  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
  private static final long INTERRUPT_AND_HANGUP = 0b11;
  private static final char STOPPED = 'T';
  private static final String ALL_NOTES = "select value from note order by id";

  @TempDir Path directory;

  @Test
  void keepsWhatWasWrittenAcrossAStopAndAStart() throws Exception {
    Servers servers = Servers.in(directory);
    EmbeddedServers first = servers.start();
    try (first) {
      Traffic.createTopic(first.kafka());
      Traffic.send(first.kafka(), "before");
      Traffic.insert(first.database(), "before");
    }
    assertThat(first.kafka().isAlive()).isFalse();
    assertThat(first.database().isAlive()).isFalse();

    try (EmbeddedServers second = servers.start()) {
      Traffic.send(second.kafka(), "after");
      Traffic.insert(second.database(), "after");
      assertThat(Traffic.messages(second.kafka(), 2)).containsExactly("before", "after");
      assertThat(Traffic.query(second.database(), ALL_NOTES)).containsExactly("before", "after");
    }
  }

  @Test
  void stopsWithinTenSeconds() throws Exception {
    EmbeddedServers servers = Servers.in(directory).start();
    try (servers) {
      Traffic.createTopic(servers.kafka());
      Traffic.insert(servers.database(), "row");
    } finally {
      long start = System.nanoTime();
      servers.close();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(STOP_LIMIT);
    }
  }

  @Test
  void commitsDurably() throws Exception {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(Servers.in(directory).database())) {
      assertThat(Traffic.query(database, "show fsync")).containsExactly("on");
      assertThat(Traffic.query(database, "show synchronous_commit")).containsExactly("on");
      assertThat(Traffic.query(database, "show timezone")).containsExactly("UTC");
      assertThat(Traffic.query(database, "show server_version_num").getFirst()).startsWith("18");
    }
  }

  @Test
  void acceptsEveryRecordSentRightAfterItsTopicWasCreated() {
    List<String> topics = IntStream.range(0, 12).mapToObj(i -> "topic-" + i).toList();
    try (EmbeddedKafka kafka = EmbeddedKafka.start(Servers.in(directory).kafka())) {
      Traffic.createTopics(kafka, 12, topics);
      assertThat(Traffic.sendMany(kafka, 100_000, topics)).isEmpty();
    }
  }

  @Test
  void keepsRunningWhenTheTerminalInterruptsItsProcessGroup() throws Exception {
    try (EmbeddedServers servers = Servers.in(directory).start()) {
      assertThat(ignoredSignals(servers.kafka().pid()) & INTERRUPT_AND_HANGUP)
          .isEqualTo(INTERRUPT_AND_HANGUP);
      assertThat(processGroup(servers.database().pid()))
          .isNotEqualTo(processGroup(ProcessHandle.current().pid()));
    }
  }

  @Test
  void keepsWhatAKilledBrokerHadAcknowledged() throws Exception {
    Servers servers = Servers.in(directory);
    EmbeddedKafka killed = EmbeddedKafka.start(servers.kafka());
    try (killed) {
      Traffic.createTopic(killed);
      Traffic.send(killed, "before");
      new LocalProcess(killed.pid()).signal("KILL");
      await().atMost(LIMIT).until(() -> !killed.isAlive());
    }
    try (EmbeddedKafka kafka = EmbeddedKafka.start(servers.kafka())) {
      assertThat(Traffic.messages(kafka, 1)).containsExactly("before");
    }
  }

  @Test
  void startsAgainOnItsDataWhatWasKilled() throws Exception {
    try (EmbeddedServers servers = Servers.in(directory).start()) {
      Traffic.createTopic(servers.kafka());
      Traffic.send(servers.kafka(), "before");
      Traffic.insert(servers.database(), "before");
      long postmaster = servers.database().pid();

      servers.killKafka();
      servers.killDatabase();
      assertThat(servers.kafka().isAlive()).isFalse();
      assertThat(servers.database().isAlive()).isFalse();
      servers.restartKafka();
      servers.restartDatabase();

      assertThat(servers.database().pid()).isNotIn(0L, postmaster);
      Traffic.send(servers.kafka(), "after");
      Traffic.insert(servers.database(), "after");
      assertThat(Traffic.messages(servers.kafka(), 2)).containsExactly("before", "after");
      assertThat(Traffic.query(servers.database(), ALL_NOTES)).containsExactly("before", "after");
    }
  }

  @Test
  void letsServersStandStillAndGoOn() throws Exception {
    try (EmbeddedServers servers = Servers.in(directory).start()) {
      Traffic.insert(servers.database(), "before");

      servers.pauseKafka();
      servers.pauseDatabase();
      assertThat(state(servers.kafka().pid())).isEqualTo(STOPPED);
      assertThat(Postmaster.all(Servers.in(directory).database().dataDirectory()))
          .hasSizeGreaterThan(1)
          .allSatisfy(process -> assertThat(state(process.pid())).isEqualTo(STOPPED));
      servers.resumeKafka();
      servers.resumeDatabase();

      Traffic.createTopic(servers.kafka());
      Traffic.send(servers.kafka(), "after");
      Traffic.insert(servers.database(), "after");
      assertThat(Traffic.query(servers.database(), ALL_NOTES)).containsExactly("before", "after");
    }
  }

  @Test
  void stopsServersThatStandStill() throws Exception {
    EmbeddedServers servers = Servers.in(directory).start();
    try (servers) {
      servers.pauseKafka();
      servers.pauseDatabase();
    }
    assertThat(servers.kafka().isAlive()).isFalse();
    assertThat(servers.database().isAlive()).isFalse();
  }

  /** The letter that the kernel has for what a process does. */
  private static char state(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/%d/stat".formatted(pid)));
    return stat.charAt(stat.lastIndexOf(')') + 2);
  }

  @Test
  void endsWhenItsParentIsKilledAndRecovers() throws Exception {
    Servers servers = Servers.in(directory);
    List<LocalProcess> children = startInAKilledParent(servers);
    LocalProcess broker = children.get(0);
    LocalProcess postmaster = children.get(1);
    await().atMost(LIMIT).until(() -> !broker.isRunning());
    await().atMost(LIMIT).until(() -> !postmaster.isRunning());

    try (EmbeddedServers recovered = servers.start()) {
      Traffic.insert(recovered.database(), "after");
      assertThat(Traffic.query(recovered.database(), ALL_NOTES)).containsExactly("after");
    }
  }

  @Test
  void unpacksAgainWhatWasHalfUnpacked() throws Exception {
    Path binaries = directory.resolve("binaries");
    Path leftover = Files.createDirectories(binaries.resolve("PG-half/bin")).resolve("postgres");
    Files.writeString(leftover, "half a program");
    PostgresBinaries.deleteIncomplete(binaries);
    assertThat(binaries).isEmptyDirectory();
  }

  @Test
  void initialisesAgainAfterAnInterruptedInitialisation() throws Exception {
    Servers servers = Servers.in(directory);
    Path data = Files.createDirectories(servers.database().dataDirectory());
    new PostgresData(data).prepare();
    Files.writeString(data.resolve("PG_VERSION"), "18\n");
    Files.writeString(data.resolve("postgresql.conf"), "half a configuration");

    try (EmbeddedDatabase database = EmbeddedDatabase.start(servers.database())) {
      assertThat(database.isAlive()).isTrue();
    }
  }

  @Test
  void tellsTheEndOfTheLogWhenTheBrokerCannotStart() throws Exception {
    Servers servers = Servers.in(directory);
    try (ServerSocket taken =
        new ServerSocket(servers.controllerPort(), 1, InetAddress.getLoopbackAddress())) {
      assertThat(taken.isBound()).isTrue();
      assertThatThrownBy(() -> EmbeddedKafka.start(servers.kafka()))
          .isInstanceOf(EmbeddedServerException.class)
          .hasMessageContaining("ended with exit code 1")
          .hasMessageContaining("kafka.log")
          .hasMessageContaining("Address already in use");
    }
  }

  @Test
  void tellsTheEndOfTheLogWhenTheDatabaseCannotStart() throws Exception {
    Servers servers = Servers.in(directory);
    try (ServerSocket taken =
        new ServerSocket(servers.databasePort(), 1, InetAddress.getLoopbackAddress())) {
      assertThat(taken.isBound()).isTrue();
      assertThatThrownBy(() -> EmbeddedDatabase.start(servers.database()))
          .isInstanceOf(EmbeddedServerException.class)
          .hasMessageContaining("database.log")
          .hasMessageContaining("Address already in use");
    }
  }

  private List<LocalProcess> startInAKilledParent(Servers servers) throws Exception {
    Path errors = directory.resolve("parent.log");
    Process parent = servers.program().redirectError(errors.toFile()).start();
    try (BufferedReader output = parent.inputReader()) {
      String started =
          output
              .lines()
              .filter(line -> line.startsWith("started "))
              .findFirst()
              .orElseThrow(() -> new AssertionError("The parent ended, see " + errors));
      return List.of(started.split(" ")).stream()
          .skip(1)
          .map(pid -> new LocalProcess(Long.parseLong(pid)))
          .toList();
    } finally {
      parent.destroyForcibly().waitFor();
    }
  }

  private static long ignoredSignals(long pid) throws IOException {
    try (Stream<String> status = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return status
          .filter(line -> line.startsWith("SigIgn:"))
          .mapToLong(line -> Long.parseUnsignedLong(line.substring("SigIgn:".length()).strip(), 16))
          .sum();
    }
  }

  private static String processGroup(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[2];
  }
}
