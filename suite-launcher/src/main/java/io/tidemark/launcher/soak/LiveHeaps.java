package io.tidemark.launcher.soak;

import io.tidemark.kit.service.TidemarkService;
import io.tidemark.launcher.suite.ProcessServices;
import io.tidemark.launcher.suite.SuitePorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What services keep on their heaps: each is asked for a full collection now and then, as garbage
 * that nobody has collected says nothing, and then for its live data.
 */
final class LiveHeaps implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LiveHeaps.class);
  private static final Pattern LIVE_DATA =
      Pattern.compile("(?m)^jvm_gc_live_data_size_bytes(?:\\{[^}]*})? (\\S+)");
  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final Duration SHORTEST_ROUND = Duration.ofMinutes(1);

  /** Of so many parts of a run each has one collection of each service. */
  private static final int ROUNDS = 60;

  private final ProcessServices services;
  private final SuitePorts ports;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(LIMIT).build();
  private final Map<TidemarkService, Long> latest = new EnumMap<>(TidemarkService.class);
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("soak-heaps").factory());

  /**
   * @param length of the run
   */
  LiveHeaps(ProcessServices services, SuitePorts ports, Duration length) {
    this.services = services;
    this.ports = ports;
    Duration share = length.dividedBy(ROUNDS);
    long round = (share.compareTo(SHORTEST_ROUND) < 0 ? SHORTEST_ROUND : share).toMillis();
    TidemarkService[] all = TidemarkService.values();
    for (int i = 0; i < all.length; i++) {
      TidemarkService service = all[i];
      var _ =
          timer.scheduleWithFixedDelay(
              () -> look(service), i * round / all.length, round, TimeUnit.MILLISECONDS);
    }
  }

  /** In bytes, by service name, of those that were asked since this was called before. */
  synchronized Map<String, Long> take() {
    Map<String, Long> taken = new TreeMap<>();
    latest.forEach((service, bytes) -> taken.put(service.serviceName(), bytes));
    latest.clear();
    return taken;
  }

  private void look(TidemarkService service) {
    try {
      ProcessHandle process = services.process(service);
      if (process.isAlive() && collect(process.pid())) {
        OptionalLong bytes = liveData(page(service));
        if (bytes.isPresent()) {
          synchronized (this) {
            latest.put(service, bytes.getAsLong());
          }
        }
      }
    } catch (IOException e) {
      // It may have been killed meanwhile; it is asked again in the next round.
      LOG.debug("event=heap_not_seen service={} cause=\"{}\"", service.serviceName(), e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("event=heap_not_seen service={}", service.serviceName(), e);
    }
  }

  /** Whether a full collection was done. */
  private static boolean collect(long pid) throws IOException, InterruptedException {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-J-Xmx16m",
                Long.toString(pid),
                "GC.run")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      return jcmd.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS) && jcmd.exitValue() == 0;
    } finally {
      jcmd.destroyForcibly();
    }
  }

  private String page(TidemarkService service) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(URI.create(ports.url(service) + "/actuator/prometheus"))
                .timeout(LIMIT)
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  /**
   * The live data of a page in Prometheus' format; empty before the first full collection.
   *
   * @throws NumberFormatException if it is no number
   */
  static OptionalLong liveData(String page) {
    Matcher found = LIVE_DATA.matcher(page);
    long bytes = found.find() ? Math.round(Double.parseDouble(found.group(1))) : 0;
    return bytes > 0 ? OptionalLong.of(bytes) : OptionalLong.empty();
  }

  @Override
  public void close() {
    timer.shutdownNow();
    http.shutdownNow();
  }
}
