package io.tidemark.benchmarks.store;

import com.sun.management.OperatingSystemMXBean;
import com.zaxxer.hikari.HikariDataSource;
import io.tidemark.ingestor.store.CandleUploads;
import io.tidemark.ingestor.store.Storable;
import io.tidemark.ingestor.store.StoreWriter;
import io.tidemark.kit.candles.CandleSeries;
import io.tidemark.kit.candles.PackedCandles;
import io.tidemark.model.Bar;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Stores the same bars by {@code saveAll}, by the feed's writer and by upload, and reads a year of
 * them over HTTP. The first argument is how many bars each way stores, 100,000 if absent.
 */
public final class MarketStoreRun {

  private static final int YEAR = 525_600;
  private static final int PART = 25_000;
  private static final int READS = 5;
  private static final PrintStream OUT = System.out;
  private static final OperatingSystemMXBean CPU =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final Servers servers;
  private final JdbcClient sql;
  private final HttpClient http = HttpClient.newHttpClient();

  private MarketStoreRun(Servers servers) {
    this.servers = servers;
    this.sql = JdbcClient.create(servers.bean(DataSource.class));
  }

  /** Runs all. */
  public static void main(String[] arguments) throws Exception {
    int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
    Path directory = Files.createTempDirectory("tidemark-market-store");
    try (Servers servers = Servers.start(directory)) {
      MarketStoreRun run = new MarketStoreRun(servers);
      run.store(count);
      run.readAYear();
    }
  }

  /** A way to store bars. */
  private interface Way {
    void store(InstrumentId instrument, List<Bar> bars) throws Exception;
  }

  private void store(int count) throws Exception {
    for (int month = 1; month <= 12; month++) {
      sql.sql("select cover_month('candle', make_date(2024, ?, 1))")
          .param(month)
          .query()
          .listOfRows();
    }
    try (HikariDataSource plain = servers.plainPool();
        JpaStore asItComes = JpaStore.asItComes(plain);
        JpaStore batched = JpaStore.tuned(plain);
        JpaStore rewriting = JpaStore.tuned(servers.bean(DataSource.class))) {
      measure("warm-up, saveAll", "W0", PART, asItComes::store);
      measure("warm-up, saveAll batched", "W1", PART, batched::store);
      measure("warm-up, saveAll rewritten", "W2", PART, rewriting::store);
      measure("warm-up, feed", "W3", PART, this::feed);
      measure("warm-up, upload", "W4", PART, this::upload);
      double[] jpa = {
        measure("saveAll as it comes", "JPA0", count, asItComes::store),
        measure("saveAll in batches, no look", "JPA1", count, batched::store),
        measure("the same, inserts rewritten", "JPA2", count, rewriting::store)
      };
      tell("feed's writer", measure("feed's writer", "FEED", count, this::feed), jpa);
      tell("upload", measure("upload", "UP", count, this::upload), jpa);
      tell("upload again", measure("upload again", "UP", count, this::upload), jpa);
    }
  }

  private static void tell(String what, double rate, double[] jpa) {
    OUT.printf(
        "%s: %.1f times saveAll as it comes, %.1f times in batches, %.1f times with inserts rewritten%n",
        what, rate / jpa[0], rate / jpa[1], rate / jpa[2]);
  }

  private double measure(String what, String code, int count, Way way) throws Exception {
    InstrumentId instrument = InstrumentId.of("kraken", code + "/USD");
    SampleBars samples = new SampleBars();
    long nanos = 0;
    for (int done = 0; done < count; done += PART) {
      List<Bar> bars = samples.next(Math.min(PART, count - done));
      long begin = System.nanoTime();
      way.store(instrument, bars);
      nanos += System.nanoTime() - begin;
    }
    requireStored(instrument, count);
    double rate = count * 1e9 / nanos;
    OUT.printf("%-28s %,9d candles %,10.0f candles/s%n", what, count, rate);
    return rate;
  }

  private void requireStored(InstrumentId instrument, int count) {
    long stored =
        sql.sql("select count(*) from candle where symbol = ?")
            .param(instrument.symbol().toString())
            .query(Long.class)
            .single();
    if (stored != count) {
      throw new IllegalStateException(
          "%d candles of %s must be stored, were %d".formatted(count, instrument, stored));
    }
  }

  private void feed(InstrumentId instrument, List<Bar> bars) throws InterruptedException {
    StoreWriter writer = servers.bean(StoreWriter.class);
    for (Bar bar : bars) {
      writer.append(
          new Storable.Bars(
              new BarsClosed(instrument, bar.closeTime(), List.of(bar), false, bar.closeTime())),
          null);
    }
    Bar last = bars.getLast();
    while (sql.sql("select 1 from candle where symbol = ? and timeframe = ? and open_time = ?")
        .params(
            instrument.symbol().toString(),
            last.timeframe().code(),
            last.openTime().atOffset(ZoneOffset.UTC))
        .query()
        .listOfRows()
        .isEmpty()) {
      Thread.sleep(5);
    }
  }

  private void upload(InstrumentId instrument, List<Bar> bars)
      throws IOException, CandleUploads.RefusedException {
    CandleSeries series = new CandleSeries(instrument, Timeframe.M1);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    PackedCandles.write(packed, series, bars.iterator());
    servers.bean(CandleUploads.class).take(series, new ByteArrayInputStream(packed.toByteArray()));
  }

  private void readAYear() throws Exception {
    measure("upload of a year", "YEAR", YEAR, this::upload);
    String path = "/api/v1/candles?exchange=kraken&symbol=YEAR/USD&timeframe=1m";
    for (int i = 0; i < READS; i++) {
      read("a year, packed and unpacked", path, PackedCandles.MEDIA_TYPE, MarketStoreRun::unpack);
    }
    read("a year as CSV", path, "text/csv", MarketStoreRun::discard);
    read("a year as lines of JSON", path, "application/x-ndjson", MarketStoreRun::discard);
    String coverage =
        path.replace("candles?", "candles/coverage?")
            + "&from=2024-01-01T00:00:00Z&to=2025-01-01T00:00:00Z";
    read("coverage of a year", coverage, "application/json", MarketStoreRun::discard);
    read("coverage of a year", coverage, "application/json", MarketStoreRun::discard);
    for (int i = 0; i < 3; i++) {
      pack();
    }
    Runtime runtime = Runtime.getRuntime();
    OUT.printf("heap: at most %d MB%n", runtime.maxMemory() >> 20);
  }

  private interface Reading {
    long read(InputStream in) throws IOException;
  }

  private void read(String what, String path, String accept, Reading reading)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    long cpu = CPU.getProcessCpuTime();
    HttpResponse<InputStream> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(servers.address() + path))
                .header("Accept", accept)
                .build(),
            HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = answer.body()) {
      long seen = reading.read(body);
      OUT.printf(
          "%-28s %6d ms, of this JVM's processor time %d ms, %,d read%n",
          what,
          (System.nanoTime() - begin) / 1_000_000,
          (CPU.getProcessCpuTime() - cpu) / 1_000_000,
          seen);
    }
  }

  private static long unpack(InputStream in) throws IOException {
    AtomicLong bars = new AtomicLong();
    PackedCandles.read(in, bar -> bars.incrementAndGet());
    return bars.get();
  }

  private static long discard(InputStream in) throws IOException {
    return in.transferTo(OutputStream.nullOutputStream());
  }

  /** Without a database, in memory. */
  private void pack() throws IOException {
    List<Bar> bars = new SampleBars().next(PART);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    CandleSeries series = new CandleSeries(InstrumentId.of("kraken", "BTC/USD"), Timeframe.M1);
    int repeats = YEAR / PART;
    long begin = System.nanoTime();
    for (int i = 0; i < repeats; i++) {
      packed.reset();
      PackedCandles.write(packed, series, bars.iterator());
    }
    long encoded = System.nanoTime();
    for (int i = 0; i < repeats; i++) {
      unpack(new ByteArrayInputStream(packed.toByteArray()));
    }
    long decoded = System.nanoTime();
    OUT.printf(
        "%,d bars in memory: encode %d ms, decode %d ms, %d bytes a bar%n",
        repeats * PART,
        (encoded - begin) / 1_000_000,
        (decoded - encoded) / 1_000_000,
        packed.size() / PART);
  }
}
