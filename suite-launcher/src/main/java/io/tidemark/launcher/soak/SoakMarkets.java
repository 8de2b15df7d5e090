package io.tidemark.launcher.soak;

import io.tidemark.launcher.demo.DemoSettings;
import io.tidemark.model.Symbol;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;

/**
 * Markets that are made for a soak: prices that wander and come back to where they began, so that
 * rules buy and sell for as long as it lasts. Each half minute has one trade, at a time drawn in
 * it, so that every minute has a bar. The same seed makes the same markets; a longer one begins
 * with the shorter.
 *
 * @param symbols how many, named {@code T000/USD} and on
 * @param length of each, above zero
 */
record SoakMarkets(int symbols, Duration length, long seed) {

  /** When they begin. */
  static final Instant START = Instant.parse("2025-01-06T00:00:00Z");

  private static final long MILLIS_A_TRADE = 30_000;

  /** The venue holds all trades in memory, in 25 bytes each. */
  private static final long MOST_TRADES = 8_000_000;

  /** What is left of a distance from the first price after half a minute: half after 20 minutes. */
  private static final double KEPT = Math.pow(0.5, 1 / 40.0);

  /** Of the logarithm of the price, in half a minute. */
  private static final double DEVIATION = 0.001;

  private static final int CENTS_OF_THE_CHEAPEST = 5_000;
  private static final int CENTS_OF_THE_DEAREST = 100_000;
  private static final int LARGEST_AMOUNT = 2_000_000;
  private static final int AMOUNT_SCALE = 5;
  private static final int PRICE_SCALE = 2;

  /** Of a length, or as long as the venue can hold. */
  static SoakMarkets of(int symbols, Duration length, long seed) {
    Duration most = Duration.ofMillis(MOST_TRADES / symbols * MILLIS_A_TRADE);
    return new SoakMarkets(symbols, length.compareTo(most) < 0 ? length : most, seed);
  }

  /** The trades of all of them. */
  long trades() {
    return symbols * (length.toMillis() / MILLIS_A_TRADE);
  }

  /** When they end. */
  Instant end() {
    return START.plus(length);
  }

  /**
   * Writes a file a market.
   *
   * @throws UncheckedIOException if a file cannot be written
   */
  List<DemoSettings.Data> write(Path folder) {
    List<DemoSettings.Data> files = new ArrayList<>();
    SplittableRandom seeds = new SplittableRandom(seed);
    for (int i = 0; i < symbols; i++) {
      Symbol symbol = new Symbol("T%03d".formatted(i), "USD");
      Path file = folder.resolve(symbol.base() + ".csv.gz");
      write(file, seeds.split());
      files.add(new DemoSettings.Data(symbol, file));
    }
    return files;
  }

  private void write(Path file, SplittableRandom random) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (Writer out =
          new BufferedWriter(
              new OutputStreamWriter(
                  new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.US_ASCII))) {
        write(out, random);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write %s; is the disk full?".formatted(file), e);
    }
  }

  private void write(Writer out, SplittableRandom random) throws IOException {
    out.write("timestamp,price,amount,side\n");
    int home = random.nextInt(CENTS_OF_THE_CHEAPEST, CENTS_OF_THE_DEAREST);
    double distance = 0;
    long begin = START.toEpochMilli();
    for (long slot = 0; slot < length.toMillis() / MILLIS_A_TRADE; slot++) {
      distance = distance * KEPT + random.nextGaussian() * DEVIATION;
      long cents = Math.round(home * Math.exp(distance));
      out.append(Long.toString(begin + slot * MILLIS_A_TRADE + random.nextLong(MILLIS_A_TRADE)))
          .append(',')
          .append(BigDecimal.valueOf(cents, PRICE_SCALE).toPlainString())
          .append(',')
          .append(
              BigDecimal.valueOf(1 + random.nextInt(LARGEST_AMOUNT), AMOUNT_SCALE).toPlainString())
          .append(random.nextBoolean() ? ",buy\n" : ",sell\n");
    }
  }
}
