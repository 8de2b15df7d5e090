package io.tidemark.embedded;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker's own JVM, started by {@link EmbeddedKafka}. It serves until its standard input ends:
 * that is how its parent asks it to stop, and what it sees when its parent is killed.
 */
final class KafkaBrokerMain {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaBrokerMain.class);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(8);
  private static final int FAILED = 1;

  private KafkaBrokerMain() {}

  /**
   * Runs the broker.
   *
   * @param arguments the properties file, then the file to write the pid to
   */
  public static void main(String[] arguments) {
    try {
      Files.writeString(Path.of(arguments[1]), ProcessHandle.current().pid() + "\n");
      KafkaRaftServer server = start(load(Path.of(arguments[0])));
      Thread.ofPlatform().daemon().name("stop-on-end-of-input").start(() -> stopAtEnd(server));
      server.awaitShutdown();
    } catch (Throwable e) {
      LOG.error("event=broker_failed", e);
      Runtime.getRuntime().halt(FAILED);
    }
    Runtime.getRuntime().halt(0);
  }

  private static Properties load(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    return properties;
  }

  private static KafkaRaftServer start(Properties properties) throws Exception {
    Path directory = Path.of(properties.getProperty("log.dirs"));
    if (!Files.exists(directory.resolve("meta.properties"))) {
      format(directory, properties);
    }
    KafkaRaftServer server =
        new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(server::shutdown));
    server.startup();
    LOG.info("event=broker_started");
    return server;
  }

  private static void format(Path directory, Properties properties) throws Exception {
    Files.createDirectories(directory);
    new Formatter()
        .setClusterId(properties.getProperty("cluster.id", Uuid.randomUuid().toString()))
        .setNodeId(Integer.parseInt(properties.getProperty("node.id")))
        .setDirectories(List.of(directory.toString()))
        .setMetadataLogDirectory(directory.toString())
        .setControllerListenerName(properties.getProperty("controller.listener.names"))
        .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
        .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
        .setPrintStream(System.out)
        .run();
  }

  /**
   * Leaves without ceremony when an orderly stop takes too long: the log recovers at the next
   * start.
   */
  private static void stopAtEnd(KafkaRaftServer server) {
    awaitEndOfInput();
    LOG.info("event=broker_stopping");
    Thread stopping = Thread.ofPlatform().daemon().name("stop").start(server::shutdown);
    try {
      if (!stopping.join(STOP_LIMIT)) {
        LOG.warn("event=broker_stop_timed_out limit={}", STOP_LIMIT);
        Runtime.getRuntime().halt(FAILED);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void awaitEndOfInput() {
    try {
      while (System.in.read() >= 0) {}
    } catch (IOException e) {
      LOG.warn("event=parent_lost cause={}", e.getMessage());
    }
  }
}
