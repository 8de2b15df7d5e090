package io.tidemark.launcher.suite;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tidemark.kit.codec.Json;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.simulator.control.ReplayClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A clock for each service, which can be set ahead of the venue's or behind it and set right again.
 * Each is asked over HTTP as the simulator's own; the venue's time is read at each question. Safe
 * for use by several threads.
 */
public final class SkewedClocks implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SkewedClocks.class);

  private final Supplier<ReplayClock.State> venue;
  private final Map<TidemarkService, Duration> skews = new ConcurrentHashMap<>();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private SkewedClocks(Supplier<ReplayClock.State> venue, HttpServer server) {
    this.venue = venue;
    this.server = server;
  }

  /**
   * Opens them, all of them right.
   *
   * @param venue reads the venue's clock
   * @throws UncheckedIOException if no port of loopback is free
   */
  public static SkewedClocks open(Supplier<ReplayClock.State> venue) {
    try {
      SkewedClocks clocks =
          new SkewedClocks(
              venue,
              HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
      for (TidemarkService service : TidemarkService.values()) {
        clocks.server.createContext(path(service), question -> clocks.answer(question, service));
      }
      clocks.server.setExecutor(clocks.threads);
      clocks.server.start();
      return clocks;
    } catch (IOException e) {
      throw new UncheckedIOException("the services' clocks cannot be opened", e);
    }
  }

  /** Where a service finds its clock; for its {@code tidemark.clock}. */
  public String address(TidemarkService service) {
    return "http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path(service));
  }

  /**
   * Sets a service's clock.
   *
   * @param skew from the venue's time to the service's; below zero to be behind, zero to be right
   */
  public void set(TidemarkService service, Duration skew) {
    skews.put(service, skew);
    LOG.info("event=clock_set service={} skew={}", service.serviceName(), skew);
  }

  /** Sets every clock right. */
  public void setAllRight() {
    skews.clear();
  }

  private static String path(TidemarkService service) {
    return "/%s/clock".formatted(service.serviceName());
  }

  private void answer(HttpExchange question, TidemarkService service) throws IOException {
    try (question) {
      byte[] body = Json.mapper().writeValueAsBytes(reading(service));
      question.getResponseHeaders().set("Content-Type", "application/json");
      question.sendResponseHeaders(200, body.length);
      question.getResponseBody().write(body);
    }
  }

  /** The limit is shifted too, or it would hold a clock that is ahead. */
  private Reading reading(TidemarkService service) {
    ReplayClock.State state = venue.get();
    Duration skew = skews.getOrDefault(service, Duration.ZERO);
    return new Reading(
        state.venueTime().plus(skew),
        state.speed(),
        state.running(),
        state.ended(),
        state.limit().map(limit -> limit.plus(skew)).orElse(null));
  }

  /** As {@code GET /sim/v1/clock} of the simulator answers. */
  private record Reading(
      Instant venueTime, double speed, boolean running, boolean ended, @Nullable Instant limit) {}

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
