package io.tidemark.embedded;

import java.nio.file.Path;
import java.util.Properties;

/** The configuration of a broker that is alone, small and durable across a kill of the process. */
final class BrokerProperties {

  private static final String NODE_ID = "1";

  private BrokerProperties() {}

  static Properties of(KafkaSettings settings, Path logDirectory) {
    Properties properties = new Properties();
    String client = "127.0.0.1:" + settings.port();
    String controller = "127.0.0.1:" + settings.controllerPort();
    properties.setProperty("process.roles", "broker,controller");
    properties.setProperty("node.id", NODE_ID);
    properties.setProperty("listeners", "PLAINTEXT://" + client + ",CONTROLLER://" + controller);
    properties.setProperty("advertised.listeners", "PLAINTEXT://" + client);
    properties.setProperty("controller.listener.names", "CONTROLLER");
    properties.setProperty(
        "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    properties.setProperty("controller.quorum.voters", NODE_ID + "@" + controller);
    properties.setProperty("log.dirs", logDirectory.toString());
    properties.setProperty("auto.create.topics.enable", "false");
    alone(properties);
    small(properties);
    settings.properties().forEach(properties::setProperty);
    return properties;
  }

  private static void alone(Properties properties) {
    properties.setProperty("default.replication.factor", "1");
    properties.setProperty("min.insync.replicas", "1");
    properties.setProperty("offsets.topic.replication.factor", "1");
    properties.setProperty("transaction.state.log.replication.factor", "1");
    properties.setProperty("transaction.state.log.min.isr", "1");
    properties.setProperty("share.coordinator.state.topic.replication.factor", "1");
    properties.setProperty("share.coordinator.state.topic.min.isr", "1");
    properties.setProperty("group.initial.rebalance.delay.ms", "0");
    // A killed broker is let in again when its session has ended, and nobody stands in for it.
    properties.setProperty("broker.session.timeout.ms", "3000");
    properties.setProperty("broker.heartbeat.interval.ms", "500");
  }

  /** Buffers, threads and internal topics of the size that one machine needs. */
  private static void small(Properties properties) {
    properties.setProperty("offsets.topic.num.partitions", "4");
    properties.setProperty("transaction.state.log.num.partitions", "2");
    properties.setProperty("share.coordinator.state.topic.num.partitions", "1");
    properties.setProperty("num.network.threads", "2");
    properties.setProperty("num.io.threads", "3");
    properties.setProperty("background.threads", "2");
    properties.setProperty("num.recovery.threads.per.data.dir", "2");
    properties.setProperty("group.coordinator.threads", "1");
    properties.setProperty("share.coordinator.threads", "1");
    properties.setProperty("log.cleaner.threads", "1");
    properties.setProperty("log.cleaner.dedupe.buffer.size", "4194304");
    properties.setProperty("log.cleaner.io.buffer.size", "65536");
    properties.setProperty("log.segment.bytes", "67108864");
    properties.setProperty("log.index.size.max.bytes", "1048576");
    properties.setProperty("metadata.log.segment.bytes", "16777216");
  }
}
