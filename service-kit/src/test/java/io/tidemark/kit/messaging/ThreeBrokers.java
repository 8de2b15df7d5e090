package io.tidemark.kit.messaging;

import io.tidemark.embedded.EmbeddedKafka;
import io.tidemark.embedded.KafkaSettings;
import io.tidemark.embedded.Ports;
import io.tidemark.kit.connection.KafkaConnection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A cluster of three real brokers, each of which votes. */
final class ThreeBrokers implements AutoCloseable {

  private static final int BROKERS = 3;
  private static final int HEAP_MEGABYTES = 192;

  private final List<KafkaSettings> settings;
  private final List<EmbeddedKafka> brokers;

  private ThreeBrokers(List<KafkaSettings> settings, List<EmbeddedKafka> brokers) {
    this.settings = settings;
    this.brokers = brokers;
  }

  static ThreeBrokers start(Path folder) throws Exception {
    List<Integer> ports = Ports.free(2 * BROKERS);
    String voters =
        IntStream.range(0, BROKERS)
            .mapToObj(index -> (index + 1) + "@127.0.0.1:" + ports.get(2 * index + 1))
            .collect(Collectors.joining(","));
    List<KafkaSettings> settings = new ArrayList<>();
    for (int index = 0; index < BROKERS; index++) {
      settings.add(
          new KafkaSettings(
              folder.resolve("kafka-" + index),
              ports.get(2 * index),
              ports.get(2 * index + 1),
              HEAP_MEGABYTES,
              folder.resolve("kafka-%d.log".formatted(index)),
              Map.of(
                  "node.id",
                  Integer.toString(index + 1),
                  "cluster.id",
                  "dGlkZW1hcmstdGVzdC0wMQ",
                  "controller.quorum.voters",
                  voters,
                  "offsets.topic.replication.factor",
                  "3")));
    }
    List<EmbeddedKafka> brokers = new ArrayList<>();
    ThreeBrokers cluster = new ThreeBrokers(settings, brokers);
    try (ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread::new)) {
      List<Future<EmbeddedKafka>> starts =
          settings.stream().map(one -> threads.submit(() -> EmbeddedKafka.start(one))).toList();
      for (Future<EmbeddedKafka> start : starts) {
        brokers.add(start.get());
      }
      return cluster;
    } catch (Exception e) {
      cluster.close();
      throw e;
    }
  }

  KafkaConnection connection() {
    return KafkaConnection.plain(
        settings.stream().map(one -> "127.0.0.1:" + one.port()).collect(Collectors.joining(",")));
  }

  void kill(int index) {
    brokers.get(index).kill();
  }

  /** Waits until it answers. */
  void restart(int index) {
    brokers.set(index, EmbeddedKafka.start(settings.get(index)));
  }

  @Override
  public void close() {
    brokers.forEach(EmbeddedKafka::close);
  }
}
