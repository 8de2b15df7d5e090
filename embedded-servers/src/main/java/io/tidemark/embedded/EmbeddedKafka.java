package io.tidemark.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * A Kafka broker with its controller in a JVM of its own, reached over loopback. Topics are created
 * explicitly, never by use.
 *
 * <p>The child ends when this JVM ends, however that happens, and does not react to Ctrl-C in the
 * terminal: its clients stop first.
 */
public final class EmbeddedKafka implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(4);
  private static final Duration KILL_LIMIT = Duration.ofMillis(900);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);
  private static final int CONNECT_MILLIS = 200;

  private final KafkaSettings settings;
  private final Process process;

  private EmbeddedKafka(KafkaSettings settings, Process process) {
    this.settings = settings;
    this.process = process;
  }

  /**
   * Starts a broker and waits until it answers. The first start in a directory formats it. A broker
   * that an earlier run left in the directory is stopped first; the caller makes sure, with a
   * {@link DataDirectoryLock}, that no other run is using it.
   *
   * @throws EmbeddedServerException when the broker ends or does not answer in time; the message
   *     ends with the last lines of its log
   */
  public static EmbeddedKafka start(KafkaSettings settings) {
    stopLeftover(settings.dataDirectory());
    ServerLog log = ServerLog.fromEndOf(settings.logFile());
    EmbeddedKafka kafka = new EmbeddedKafka(settings, BrokerProcess.launch(settings, log));
    try {
      kafka.awaitReady(log);
      return kafka;
    } catch (RuntimeException e) {
      kafka.close();
      throw e;
    }
  }

  /**
   * Waits for the broker of a killed run to end by itself, and ends it when it does not. Does
   * nothing when there is none. Only a process whose command line names this directory is touched.
   *
   * @throws EmbeddedServerException when it cannot be ended
   */
  public static void stopLeftover(Path dataDirectory) {
    BrokerProcess.stopLeftover(dataDirectory.toAbsolutePath().normalize());
  }

  /** Where clients connect, as {@code host:port}. */
  public String bootstrapServers() {
    return "127.0.0.1:" + settings.port();
  }

  /** Whether the broker's process runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Process id of the broker. */
  public long pid() {
    return process.pid();
  }

  /** Kills the broker. What it has acknowledged is there at the next {@link #start}. */
  public void kill() {
    process.destroyForcibly();
    if (!Deadline.awaits(STOP_LIMIT, () -> !process.isAlive())) {
      throw new EmbeddedServerException(
          "The Kafka broker, pid %d, does not end. End it, then start again.".formatted(pid()));
    }
  }

  /**
   * Lets the broker find its disk full, whatever it writes next. It gives up its log and ends; it
   * goes on with what it has acknowledged at the next {@link #start}.
   */
  void fillDisk() {
    ProcessSignals.limitFiles(pid(), 1);
  }

  /** Stops the broker: in order if that takes less than 4 s, else by force. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      process.destroy();
    }
    if (!Deadline.awaits(STOP_LIMIT, () -> !process.isAlive())) {
      process.destroyForcibly();
      Deadline.awaits(KILL_LIMIT, () -> !process.isAlive());
    }
  }

  private void awaitReady(ServerLog log) {
    boolean over = Deadline.awaits(START_LIMIT, () -> !isAlive() || (accepts() && answers()));
    if (!isAlive()) {
      throw failure(log, "ended with exit code " + process.exitValue() + " before it was ready");
    }
    if (!over) {
      throw failure(log, "was not ready within " + START_LIMIT.toSeconds() + " s");
    }
  }

  /** Asked before {@link #answers}, whose client would complain in the log of our JVM. */
  private boolean accepts() {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port()), CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private boolean answers() {
    Map<String, Object> configuration =
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
    try (Admin admin = Admin.create(configuration)) {
      return Topics.allAcceptRecords(admin, ANSWER_LIMIT);
    }
  }

  private static EmbeddedServerException failure(ServerLog log, String what) {
    return new EmbeddedServerException("Kafka %s. %s".formatted(what, log.describe()));
  }
}
