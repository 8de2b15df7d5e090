package io.tidemark.benchmarks.ml;

import io.tidemark.embedded.DatabaseSettings;
import io.tidemark.embedded.EmbeddedServers;
import io.tidemark.embedded.KafkaSettings;
import io.tidemark.embedded.Ports;
import io.tidemark.kit.codec.Json;
import io.tidemark.kit.connection.KafkaConnection;
import io.tidemark.kit.messaging.TopicCopies;
import io.tidemark.kit.messaging.Topics;
import io.tidemark.kit.service.ServiceApplication;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.ml.MlApplication;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/**
 * Lets the ml-service train a model of the usual features of some days of minutes anew, again and
 * again, each time of a day further on, and tells what its process and that of the training hold.
 * Kafka and Postgres are real and processes of their own; bars come from a server on loopback in
 * this process, whose memory counts too. Arguments: how many trainings, and of which kind.
 */
public final class RetrainingBenchmark {

  private static final double MEGA = 1 << 20;

  /** In which code is loaded and compiled. */
  private static final int WARM_UP = 5;

  private static final double MOST_MEGABYTES = 1_536;

  /** By which later trainings may be above earlier ones. */
  private static final double MOST_GROWTH = 1.05;

  private static final Duration LONGEST = Duration.ofMinutes(10);

  private static final String TRAINING =
      """
      training: {model_name: retrained, model_type: %s}
      data: {exchange: kraken, symbol: BTC/USD, timeframe: 1m, window_size_days: %d}
      features: {set: standard}
      target: {lookahead_periods: 15, threshold_pct: 0.2}
      model:
        xgboost: {rounds: 40, max_depth: 4, learning_rate: 0.1}
        lstm: {epochs: 2}
      """;

  /** What is trained. */
  private enum Kind {
    /** Trees of 30 days. */
    XGBOOST(30),
    /** A network of the usual size, of as many days as let a training end within a minute. */
    LSTM(5);

    private final int windowDays;

    Kind(int windowDays) {
      this.windowDays = windowDays;
    }

    String training() {
      return TRAINING.formatted(name().toLowerCase(Locale.ROOT), windowDays);
    }
  }

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI service;

  private RetrainingBenchmark(int port) {
    service = URI.create("http://127.0.0.1:%d/api/v1/".formatted(port));
  }

  /**
   * What was held in a training.
   *
   * @param after by the service when it had ended, in megabytes
   * @param live of that on its heap and in use
   * @param most by the service and the training together at any look
   */
  private record Cycle(double after, double live, double most) {}

  /** Runs it. Exit code 1: more memory than there may be, or it grows; 2: wrong arguments. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length < 1 || arguments.length > 2) {
      System.err.println("usage: benchmarks/retraining CYCLES [xgboost|lstm]");
      System.exit(2);
    }
    int cycles = Integer.parseInt(arguments[0]);
    Kind kind =
        arguments.length == 1 ? Kind.XGBOOST : Kind.valueOf(arguments[1].toUpperCase(Locale.ROOT));
    Path directory = Files.createTempDirectory("tidemark-retraining");
    List<Integer> ports = Ports.free(4);
    boolean held;
    try (EmbeddedServers servers = servers(directory, ports);
        RollingMinutes ingestor = new RollingMinutes(kind.windowDays + cycles + 1)) {
      Topics.create(
          KafkaConnection.plain(servers.kafka().bootstrapServers()), TopicCopies.OF_THE_BROKERS);
      Files.writeString(
          directory.resolve("tidemark.yaml"), "exchange: {name: kraken}\nsymbols: [BTC/USD]\n");
      Files.createDirectories(directory.resolve("ml"));
      Files.writeString(directory.resolve("ml").resolve("retrained.yaml"), kind.training());
      try (ConfigurableApplicationContext _ =
          ServiceApplication.run(
              TidemarkService.ML,
              MlApplication.class,
              "--server.port=" + ports.get(3),
              "--tidemark.demo=true",
              "--tidemark.config=" + directory.resolve("tidemark.yaml"),
              "--tidemark.services.ingestor=" + ingestor.address(),
              "--tidemark.ml.model-store.folder=" + directory.resolve("models"),
              "--tidemark.ml.training.folder=" + directory.resolve("training"),
              "--tidemark.kafka.bootstrap-servers=" + servers.kafka().bootstrapServers(),
              "--spring.datasource.url=" + servers.database().jdbcUrl(),
              "--spring.datasource.username=" + servers.database().username(),
              "--spring.datasource.password=" + servers.database().password())) {
        held = new RetrainingBenchmark(ports.get(3)).run(cycles);
      }
    }
    System.exit(held ? 0 : 1);
  }

  private static EmbeddedServers servers(Path directory, List<Integer> ports) {
    return EmbeddedServers.start(
        new KafkaSettings(
            directory.resolve("kafka"), ports.get(0), ports.get(1), directory.resolve("kafka.log")),
        new DatabaseSettings(
            directory.resolve("postgres"),
            directory.resolve("postgres-binaries"),
            ports.get(2),
            "tidemark",
            directory.resolve("postgres.log")));
  }

  private boolean run(int cycles) throws IOException, InterruptedException {
    List<Cycle> all = new ArrayList<>();
    for (int i = 1; i <= cycles; i++) {
      long begun = System.nanoTime();
      Cycle cycle = train();
      all.add(cycle);
      System.out.printf(
          Locale.ROOT,
          "  training %2d: %5.1f s, service %.0f MB after it, %.1f MB live on its heap, at most %.0f MB"
              + " with the training%n",
          i,
          (System.nanoTime() - begun) / 1e9,
          cycle.after(),
          cycle.live(),
          cycle.most());
    }
    return report(all);
  }

  private Cycle train() throws IOException, InterruptedException {
    String id = send("training-runs", "{\"file\": \"retrained\"}").path("id").asString();
    Instant deadline = Instant.now().plus(LONGEST);
    double most = 0;
    while (true) {
      double now = Resident.megabytes(ProcessHandle.current().pid());
      double training = 0;
      for (ProcessHandle child : ProcessHandle.current().children().toList()) {
        if (child.info().commandLine().orElse("").contains(id)) {
          training += Resident.megabytes(child.pid());
        }
      }
      most = Math.max(most, now + training);
      JsonNode run = send("training-runs/" + id, null);
      if (run.path("status").asString().equals("DONE")) {
        return new Cycle(now, live(), most);
      }
      if (run.has("finishedAt") || Instant.now().isAfter(deadline)) {
        throw new IllegalStateException("the training has not made a model: " + run);
      }
      Thread.sleep(100);
    }
  }

  private static double live() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEGA;
  }

  private JsonNode send(String path, @Nullable String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(service.resolve(path)).header("Content-Type", "application/json");
    return Json.mapper()
        .readTree(
            http.send(
                    (body == null
                            ? request.GET()
                            : request.POST(HttpRequest.BodyPublishers.ofString(body)))
                        .build(),
                    BodyHandlers.ofString())
                .body());
  }

  private static boolean report(List<Cycle> all) {
    double most = all.stream().mapToDouble(Cycle::most).max().orElse(0);
    List<Cycle> warm = all.subList(Math.min(WARM_UP, all.size()), all.size());
    boolean small = most < MOST_MEGABYTES;
    System.out.printf(
        Locale.ROOT, "at most %.0f MB, %s %.0f%n", most, small ? "below" : "above", MOST_MEGABYTES);
    return small & isSteady("resident", warm, Cycle::after) & isSteady("live", warm, Cycle::live);
  }

  private static boolean isSteady(String what, List<Cycle> warm, ToDoubleFunction<Cycle> figure) {
    double early = mean(warm.subList(0, warm.size() / 2), figure);
    double late = mean(warm.subList(warm.size() / 2, warm.size()), figure);
    boolean steady = late <= early * MOST_GROWTH;
    System.out.printf(
        Locale.ROOT,
        "%s after the first %d: %.1f MB in the first half, %.1f MB in the second: %s%n",
        what,
        WARM_UP,
        early,
        late,
        steady ? "steady" : "it grows");
    return steady;
  }

  private static double mean(List<Cycle> cycles, ToDoubleFunction<Cycle> figure) {
    return cycles.stream().mapToDouble(figure).average().orElse(0);
  }
}
