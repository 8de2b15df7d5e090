package io.tidemark.ml.registry;

import io.tidemark.kit.codec.EventCodec;
import io.tidemark.kit.codec.Json;
import io.tidemark.kit.service.ServiceApplication;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.ml.MlApplication;
import io.tidemark.model.event.ModelChanged;
import io.tidemark.model.topic.Topic;
import io.tidemark.testkit.TestDatabase;
import io.tidemark.testkit.TestInfrastructure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** The service on a real Kafka and Postgres, and those who ask it. */
public final class RunningMl implements AutoCloseable {

  public static final String KEY = "key";

  private final ConfigurableApplicationContext context;
  private final HttpClient http = HttpClient.newHttpClient();

  /**
   * @param further arguments of the service
   */
  public RunningMl(TestDatabase database, Path models, String... further) {
    List<String> arguments = arguments(0, database, models);
    arguments.addAll(List.of(further));
    context =
        ServiceApplication.builder(TidemarkService.ML, MlApplication.class)
            .registerShutdownHook(false)
            .run(arguments.toArray(String[]::new));
  }

  /** Arguments of the service at a port of loopback; 0 for any. */
  public static List<String> arguments(int port, TestDatabase database, Path models) {
    return new ArrayList<>(
        List.of(
            "--server.port=" + port,
            "--tidemark.api-key=" + KEY,
            "--tidemark.ml.model-store.folder=" + models,
            "--tidemark.kafka.bootstrap-servers="
                + TestInfrastructure.shared().kafkaBootstrapServers(),
            "--spring.datasource.url=" + database.jdbcUrl(),
            "--spring.datasource.username=" + database.username(),
            "--spring.datasource.password=" + database.password()));
  }

  /** A part of it. */
  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** Where it is asked. */
  public URI address() {
    return URI.create(
        "http://127.0.0.1:"
            + context.getEnvironment().getRequiredProperty("local.server.port")
            + "/api/v1/");
  }

  public ModelRegistry registry() {
    return context.getBean(ModelRegistry.class);
  }

  FeatureSetTable features() {
    return context.getBean(FeatureSetTable.class);
  }

  HttpResponse<String> post(String path, String key) {
    return send(
        request(path).header("X-API-Key", key).POST(HttpRequest.BodyPublishers.noBody()).build());
  }

  HttpResponse<String> get(String path) {
    return send(request(path).GET().build());
  }

  JsonNode json(String path) {
    return Json.mapper().readTree(get(path).body());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address().resolve(path)).timeout(Duration.ofSeconds(60));
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What Kafka was told of models of a name up to now: {@code PROMOTED <model id>}. */
  static List<String> told(String name) {
    List<TopicPartition> partitions =
        IntStream.range(0, Topic.PARTITIONS)
            .mapToObj(number -> new TopicPartition(Topic.ML_MODEL.topicName(), number))
            .toList();
    TestInfrastructure.shared().createTopics(Topic.PARTITIONS, Topic.ML_MODEL.topicName());
    List<String> told = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", TestInfrastructure.shared().kafkaBootstrapServers()),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(
                message -> {
                  if (message.key().equals(name)
                      && EventCodec.decode(message.value()) instanceof ModelChanged event) {
                    told.add(event.change() + " " + event.modelId());
                  }
                });
      }
    }
    return told;
  }

  @Override
  public void close() {
    context.close();
    http.close();
  }
}
