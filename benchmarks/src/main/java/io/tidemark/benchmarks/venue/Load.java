package io.tidemark.benchmarks.venue;

import io.tidemark.model.Symbol;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * Made-up markets for a venue to replay. Each trade makes three messages of the venue: the trade,
 * the ticker and the book's change.
 *
 * @param symbols how many markets, above 0
 * @param messagesPerSecond of each market, above 0
 * @param length of the recording
 */
public record Load(int symbols, double messagesPerSecond, Duration length) {

  private static final long SEED = 20_251_121;
  private static final double MESSAGES_A_TRADE = 3;

  /** When the recordings begin. */
  public static final Instant START = Instant.parse("2025-01-06T00:00:00Z");

  /** Writes a file a market, the trades of each spread at random over time. */
  public Map<Symbol, Path> write(Path directory) throws IOException {
    Files.createDirectories(directory);
    Random random = new Random(SEED);
    Map<Symbol, Path> files = new LinkedHashMap<>();
    for (int i = 0; i < symbols; i++) {
      Symbol symbol = new Symbol("T%03d".formatted(i), "USD");
      Path file = directory.resolve(symbol.base() + ".csv");
      try (Writer out = Files.newBufferedWriter(file)) {
        write(out, random);
      }
      files.put(symbol, file);
    }
    return files;
  }

  private void write(Writer out, Random random) throws IOException {
    out.write("timestamp,price,amount,side\n");
    double gapMillis = 1000 * MESSAGES_A_TRADE / messagesPerSecond;
    double millis = random.nextDouble() * gapMillis;
    long price = 10_000 + random.nextInt(90_000);
    while (millis < length.toMillis()) {
      price = Math.max(1_000, price + random.nextInt(21) - 10);
      out.write(
          "%d,%s,%s,%s\n"
              .formatted(
                  START.toEpochMilli() + (long) millis,
                  BigDecimal.valueOf(price, 1),
                  BigDecimal.valueOf(1 + random.nextInt(100_000), 5),
                  random.nextBoolean() ? "buy" : "sell"));
      millis += gapMillis * (0.5 + random.nextDouble());
    }
  }
}
