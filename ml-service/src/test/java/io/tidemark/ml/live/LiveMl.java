package io.tidemark.ml.live;

import static org.awaitility.Awaitility.await;

import io.tidemark.core.feature.FeatureSet;
import io.tidemark.kit.codec.EventCodec;
import io.tidemark.kit.codec.Json;
import io.tidemark.kit.connection.KafkaConnection;
import io.tidemark.kit.messaging.EventPublisher;
import io.tidemark.kit.messaging.TopicCopies;
import io.tidemark.kit.messaging.Topics;
import io.tidemark.kit.service.ServiceApplication;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.ml.MlApplication;
import io.tidemark.ml.registry.DataWindow;
import io.tidemark.ml.registry.Evaluation;
import io.tidemark.ml.registry.FeatureSetRow;
import io.tidemark.ml.registry.FeatureSetTable;
import io.tidemark.ml.registry.HoldOut;
import io.tidemark.ml.registry.ModelFiles;
import io.tidemark.ml.registry.ModelRegistry;
import io.tidemark.ml.registry.ModelVersion;
import io.tidemark.ml.registry.PromotionMetric;
import io.tidemark.ml.registry.PromotionRule;
import io.tidemark.ml.registry.RegisteredModel;
import io.tidemark.ml.training.ModelBundle;
import io.tidemark.ml.training.TrainingRecord;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.Prediction;
import io.tidemark.model.topic.Topic;
import io.tidemark.testkit.TestDatabase;
import io.tidemark.testkit.TestInfrastructure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;

/** The service with instruments, a run and a database of its own, on a real Kafka and Postgres. */
final class LiveMl implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final TestInfrastructure infrastructure = TestInfrastructure.shared();
  private final TestDatabase database;
  private final Path folder;
  private final String quote;
  private final EventPublisher publisher;
  private final HttpClient http = HttpClient.newHttpClient();

  private @Nullable ConfigurableApplicationContext service;

  /**
   * @param bases of the symbols that the suite collects
   */
  LiveMl(String name, Path folder, String... bases) {
    this.database = infrastructure.newDatabase(name);
    this.folder = folder;
    this.quote = database.name().replace("_", "").toUpperCase(Locale.ROOT);
    Topics.create(
        KafkaConnection.plain(infrastructure.kafkaBootstrapServers()), TopicCopies.OF_THE_BROKERS);
    this.publisher =
        new EventPublisher(
            new KafkaProducer<>(
                Map.of("bootstrap.servers", infrastructure.kafkaBootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer()));
    write(
        "tidemark.yaml",
        "exchange: {name: kraken}\nsymbols: [%s]\n"
            .formatted(
                List.of(bases).stream()
                    .map(base -> instrument(base).symbol().toString())
                    .collect(Collectors.joining(", "))));
  }

  InstrumentId instrument(String base) {
    return InstrumentId.of("kraken", base + "/" + quote);
  }

  Path write(String file, String text) {
    try {
      return Files.writeString(folder.resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A training file whose bars are those of an instrument here. */
  String training(String text) {
    return text.replace("BTC/USD", instrument("BTC").symbol().toString());
  }

  Map<String, String> settings(Path trainingFile) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("tidemark.api-key", "key");
    settings.put("tidemark.run", database.name());
    settings.put("tidemark.config", folder.resolve("tidemark.yaml").toString());
    settings.put("tidemark.ml.models", trainingFile.toString());
    settings.put("tidemark.ml.model-store.folder", store().toString());
    settings.put("tidemark.ml.look-every", "100ms");
    settings.put("tidemark.services.ingestor", "http://127.0.0.1:1");
    settings.put("tidemark.kafka.bootstrap-servers", infrastructure.kafkaBootstrapServers());
    settings.put("spring.datasource.url", database.jdbcUrl());
    settings.put("spring.datasource.username", database.username());
    settings.put("spring.datasource.password", database.password());
    return settings;
  }

  Path store() {
    return folder.resolve("store");
  }

  /** Starts the service in this JVM. */
  void start(Path trainingFile, String... further) {
    List<String> arguments = new ArrayList<>(List.of("--server.port=0"));
    settings(trainingFile).forEach((name, value) -> arguments.add("--" + name + "=" + value));
    arguments.addAll(List.of(further));
    service =
        ServiceApplication.builder(TidemarkService.ML, MlApplication.class)
            .registerShutdownHook(false)
            .run(arguments.toArray(String[]::new));
  }

  void stop() {
    if (service != null) {
      service.close();
      service = null;
    }
  }

  <T> T bean(Class<T> type) {
    if (service == null) {
      throw new IllegalStateException("start the service first");
    }
    return service.getBean(type);
  }

  JsonNode get(String path) {
    return Json.mapper().readTree(text("/api/v1/" + path));
  }

  String text(String path) {
    if (service == null) {
      throw new IllegalStateException("start the service first");
    }
    String port = service.getEnvironment().getRequiredProperty("local.server.port");
    try {
      return http.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  JdbcTemplate sql() {
    DriverManagerDataSource source =
        new DriverManagerDataSource(database.jdbcUrl(), database.username(), database.password());
    source.setSchema(TidemarkService.ML.schema());
    return new JdbcTemplate(source);
  }

  /** Registers a trained model as a candidate. */
  RegisteredModel register(ModelBundle bundle) throws IOException {
    TrainingRecord record = bundle.training();
    FeatureSet set = record.features().set();
    bean(FeatureSetTable.class)
        .keep(
            new FeatureSetRow(
                set.hash(),
                set.timeframe(),
                set.size(),
                "[]",
                Instant.parse("2024-06-01T00:00:00Z")));
    return bean(ModelRegistry.class)
        .register(
            new ModelVersion(
                record.modelName(),
                record.kind().name(),
                set.hash(),
                record.codeSha256(),
                record.configurationSha256(),
                null,
                window(record, record.fit().from(), record.fit().to()),
                ModelFiles.in(bundle.path()),
                new TreeMap<>(),
                new PromotionRule(PromotionMetric.AUC, 0.01)),
            bundle.path());
  }

  /** Makes a model the champion, as one that reached an AUC where none is 0.5. */
  RegisteredModel promote(ModelBundle bundle, double auc) throws IOException {
    RegisteredModel model = register(bundle);
    Instant held = bundle.training().data().to();
    bean(ModelRegistry.class)
        .record(
            new Evaluation(
                model.id(),
                new HoldOut(
                    window(bundle.training(), held, held.plusSeconds(86_400)), "the next minute"),
                new TreeMap<>(Map.of("auc", auc)),
                new TreeMap<>(Map.of("auc", 0.5)),
                held));
    bean(ModelRegistry.class).promote(model.id());
    return bean(ModelRegistry.class).champion(model.version().name()).orElseThrow();
  }

  private static DataWindow window(TrainingRecord record, Instant from, Instant to) {
    return new DataWindow(
        record.data().exchange(),
        List.of(record.data().symbol()),
        record.features().timeframe(),
        from,
        to,
        Ids.sha256(from + " " + to));
  }

  /** Publishes messages in the order of their instants. */
  @SafeVarargs
  final void publish(List<BarsClosed>... messages) {
    publisher.publishAndAwait(
        List.of(messages).stream()
            .flatMap(List::stream)
            .sorted(Comparator.comparing(BarsClosed::closeTime))
            .toList());
  }

  /** What Kafka was told of the instruments here up to now, in the order of each partition. */
  List<Prediction> told() {
    List<Prediction> told = new ArrayList<>();
    List<TopicPartition> partitions =
        IntStream.range(0, Topic.PARTITIONS)
            .mapToObj(number -> new TopicPartition(Topic.ML_PREDICTION.topicName(), number))
            .toList();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", infrastructure.kafkaBootstrapServers()),
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
                  if (EventCodec.decode(message.value()) instanceof Prediction one
                      && one.instrument().symbol().quote().equals(quote)) {
                    told.add(one);
                  }
                });
      }
    }
    return told;
  }

  /** What was told once at least so many rows of predictions are written. */
  List<Prediction> told(int count) {
    await().atMost(PATIENCE).until(() -> rows() >= count);
    return told();
  }

  /** How many rows of predictions there are. */
  int rows() {
    Integer rows = sql().queryForObject("select count(*) from prediction", Integer.class);
    return rows == null ? 0 : rows;
  }

  @Override
  public void close() {
    stop();
    publisher.close();
    http.close();
  }
}
