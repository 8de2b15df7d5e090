package io.tidemark.launcher.demo;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.launcher.suite.SuitePorts;
import io.tidemark.model.topic.Topic;
import io.tidemark.simulator.SimulatorSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Secrets that a suite is given, and every place where one of them is found again: what is logged
 * at any level that is on, before anything is masked, with its exceptions; answers; events.
 */
final class PlantedSecrets implements AutoCloseable {

  /** Whose lines are looked at from INFO on; of others, those that tests show. */
  private static final String OWN = "io.tidemark";

  /** The key that writes need. */
  static final String WRITE_KEY = "planted-write-key-41f0";

  private static final Map<String, String> SETTINGS =
      Map.of(
          "tidemark.api-key", WRITE_KEY,
          "tidemark.read-key", "planted-read-key-8c22",
          "TIDEMARK_TELEGRAM_TOKEN", "77001122:planted-telegram-token-5e10",
          "TIDEMARK_WEBHOOK_SECRET", "planted-webhook-secret-93aa",
          "COINGECKO_DEMO_API_KEY", "planted-market-data-key");

  /** Where the bot and the webhook find nobody, so that both have failures to tell of. */
  private static final Map<String, String> ADDRESSES =
      Map.of(
          "tidemark.operator.telegram.api", "http://127.0.0.1:1",
          "tidemark.operator.telegram.chats", "42",
          "tidemark.operator.webhook.url", "http://127.0.0.1:1/alerts");

  private static final List<String> PATHS =
      List.of(
          "/actuator/health",
          "/actuator/info",
          "/actuator/prometheus",
          "/v3/api-docs",
          "/api/v1/no-such-path",
          "/api/v1/configuration/history");

  private static final List<String> CLOSED =
      List.of(
          "/actuator/env",
          "/actuator/configprops",
          "/actuator/beans",
          "/actuator/loggers",
          "/actuator/heapdump",
          "/actuator/threaddump");

  private final List<String> secrets =
      Stream.concat(
              SETTINGS.values().stream(),
              Stream.of(SimulatorSettings.DEMO_KEY.key(), SimulatorSettings.DEMO_KEY.secret()))
          .toList();
  private final Queue<String> found = new ConcurrentLinkedQueue<>();
  private final Lines lines = new Lines();

  private PlantedSecrets() {}

  /** Gives the suite that starts next some secrets; that of the venue it has anyway. */
  static PlantedSecrets plant() {
    PlantedSecrets planted = new PlantedSecrets();
    SETTINGS.forEach(System::setProperty);
    ADDRESSES.forEach(System::setProperty);
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      planted.lines.setContext(context);
      planted.lines.start();
      context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(planted.lines);
      context.getLogger(OWN).addAppender(planted.lines);
      context.getLogger(OWN).setLevel(Level.INFO);
      context.getLogger(OWN).setAdditive(false);
    }
    return planted;
  }

  private final class Lines extends AppenderBase<ILoggingEvent> {
    @Override
    protected void append(ILoggingEvent event) {
      look("the log of " + event.getLoggerName(), event.getFormattedMessage());
      if (event.getThrowableProxy() != null) {
        look(
            "an exception in the log of " + event.getLoggerName(),
            ThrowableProxyUtil.asString(event.getThrowableProxy()));
      }
    }
  }

  private void look(String where, String text) {
    secrets.stream()
        .filter(text::contains)
        .forEach(secret -> found.add("%s holds %s".formatted(where, secret)));
  }

  /** Looks at what a running suite answers and tells. */
  void lookAt(SuitePorts ports) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      for (TidemarkService service : TidemarkService.values()) {
        for (String path : PATHS) {
          look(service + path, get(http, ports.url(service) + path).body());
        }
        for (String path : CLOSED) {
          int status = get(http, ports.url(service) + path).statusCode();
          if (status == 200) {
            found.add("%s%s is open".formatted(service, path));
          }
        }
        look(service + " refusing a write", refusedWrite(http, ports.url(service)));
      }
    }
    lookAtEvents("127.0.0.1:" + ports.kafka());
  }

  private static HttpResponse<String> get(HttpClient http, String url)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String refusedWrite(HttpClient http, String url)
      throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(URI.create(url + "/api/v1/control/pause"))
                .header("X-API-Key", "wrong")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  /** All that the topics hold, keys and headers included. */
  private void lookAtEvents(String kafka) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka, "enable.auto.commit", false),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = new ArrayList<>();
      Arrays.stream(Topic.values())
          .forEach(
              topic ->
                  consumer
                      .partitionsFor(topic.topicName())
                      .forEach(
                          one -> partitions.add(new TopicPartition(one.topic(), one.partition()))));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<byte[], byte[]> event : consumer.poll(Duration.ofMillis(200))) {
          if (event.value() != null) {
            look("an event of " + event.topic(), text(event.value()));
          }
          event
              .headers()
              .forEach(header -> look("a header of " + event.topic(), text(header.value())));
        }
      }
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Where a secret was found, and which. */
  List<String> found() {
    return List.copyOf(found);
  }

  @Override
  public void close() {
    SETTINGS.keySet().forEach(System::clearProperty);
    ADDRESSES.keySet().forEach(System::clearProperty);
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.getLogger(Logger.ROOT_LOGGER_NAME).detachAppender(lines);
      context.getLogger(OWN).detachAppender(lines);
      context.getLogger(OWN).setLevel(null);
      context.getLogger(OWN).setAdditive(true);
    }
  }
}
