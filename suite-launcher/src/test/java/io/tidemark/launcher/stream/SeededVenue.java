package io.tidemark.launcher.stream;

import io.tidemark.model.Symbol;
import io.tidemark.simulator.DataSource;
import io.tidemark.simulator.ExchangeSimulator;
import io.tidemark.simulator.SimulatorSettings;
import io.tidemark.simulator.SimulatorSettings.ClockSettings;
import java.io.IOException;
import java.net.URI;
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
  private static final Duration LENGTH = Duration.ofHours(3);
  private static final double SPEED = 20;

  private final ExchangeSimulator simulator;

  SeededVenue(Path folder) throws IOException {
    simulator =
        ExchangeSimulator.start(
            SimulatorSettings.defaults()
                .withPort(0)
                .withData(
                    List.of(
                        DataSource.file(BUSY, tape(folder.resolve("busy.csv"), 1_500)),
                        DataSource.file(SILENT, tape(folder.resolve("silent.csv"), 2 * 7_200_000))))
                .withStart(FIRST.plus(HISTORY))
                .withClock(new ClockSettings(SPEED, true, Optional.empty())),
            InstantSource.system());
  }

  /**
   * Some trades at once, then on average one every {@code pauseMillis}.
   *
   * @param pauseMillis 2 or above
   */
  private static Path tape(Path file, int pauseMillis) throws IOException {
    Random random = new Random(7);
    StringBuilder rows = new StringBuilder("timestamp,price,amount,side\n");
    long time = FIRST.toEpochMilli();
    double price = 100;
    for (int i = 0; time < FIRST.plus(LENGTH).toEpochMilli(); i++) {
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
    simulator.close();
  }
}
