package io.tidemark.launcher.stream;

import io.tidemark.model.Symbol;
import io.tidemark.simulator.DataSource;
import io.tidemark.simulator.ExchangeSimulator;
import io.tidemark.simulator.SimulatorSettings;
import io.tidemark.simulator.SimulatorSettings.ClockSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/** The simulator on trades made from a seed: one busy symbol, and one that is silent for hours. */
final class SeededVenue implements AutoCloseable {

  static final Symbol BUSY = Symbol.parse("BTC/USD");
  static final Symbol SILENT = Symbol.parse("ETH/USD");

  private static final Instant FIRST = Instant.parse("2024-03-01T00:00:00Z");
  private static final Duration HISTORY = Duration.ofMinutes(30);
  private static final double FAST = 20;

  private final ExchangeSimulator simulator;
  private final HttpClient http = HttpClient.newHttpClient();

  private SeededVenue(Path folder, double speed, Duration length, int pauseMillis)
      throws IOException {
    Instant end = FIRST.plus(HISTORY).plus(length);
    simulator =
        ExchangeSimulator.start(
            SimulatorSettings.defaults()
                .withPort(0)
                .withData(
                    List.of(
                        DataSource.file(BUSY, tape(folder.resolve("busy.csv"), end, pauseMillis)),
                        DataSource.file(
                            SILENT, tape(folder.resolve("silent.csv"), end, 2 * 7_200_000))))
                .withStart(FIRST.plus(HISTORY))
                .withClock(new ClockSettings(speed, true, Optional.empty())),
            InstantSource.system());
  }

  /** Much time passes in a few seconds. */
  static SeededVenue fast(Path folder) throws IOException {
    return new SeededVenue(folder, FAST, Duration.ofMinutes(150), 1_500);
  }

  /** A second of it is one of ours, with some 50 trades. */
  static SeededVenue atOurSpeed(Path folder) throws IOException {
    return new SeededVenue(folder, 1, Duration.ofMinutes(2), 20);
  }

  /** From now on the channel tells nothing, while the venue trades on. */
  void stall(String channel) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(rest().resolve("/sim/v1/faults"))
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"kind\":\"STALL\",\"channel\":\"%s\"}".formatted(channel)))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 201) {
      throw new IllegalStateException(answer.body());
    }
  }

  /**
   * Some trades at once, then on average one every {@code pauseMillis}.
   *
   * @param pauseMillis 2 or above
   */
  private static Path tape(Path file, Instant end, int pauseMillis) throws IOException {
    Random random = new Random(7);
    StringBuilder rows = new StringBuilder("timestamp,price,amount,side\n");
    long time = FIRST.toEpochMilli();
    double price = 100;
    for (int i = 0; time < end.toEpochMilli(); i++) {
      price *= 1 + random.nextGaussian() / 5_000;
      rows.append(
          String.format(
              Locale.ROOT,
              "%d,%.2f,%.4f,%s%n",
              time,
              price,
              0.01 + random.nextDouble(),
              random.nextBoolean() ? "buy" : "sell"));
      time += i < 50 ? 1_000 : pauseMillis / 2 + random.nextInt(pauseMillis);
    }
    return Files.writeString(file, rows);
  }

  URI rest() {
    return URI.create("http://127.0.0.1:" + simulator.port());
  }

  URI stream() {
    return URI.create("ws://127.0.0.1:" + simulator.port());
  }

  String clock() {
    return rest() + "/sim/v1/clock";
  }

  @Override
  public void close() {
    http.close();
    simulator.close();
  }
}
