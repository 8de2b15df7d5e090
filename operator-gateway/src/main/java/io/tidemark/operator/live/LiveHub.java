package io.tidemark.operator.live;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidemark.kit.codec.Json;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;
import tools.jackson.databind.JsonNode;

/** Looks at the suite once a second while somebody is connected, and tells all what changed. */
final class LiveHub implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LiveHub.class);
  private static final long PERIOD_MILLIS = 1_000;

  /** Time for a client that comes back to say so. */
  private static final long GREETING_MILLIS = 500;

  /** A state that is older was not looked at while nobody was connected. */
  private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(2 * PERIOD_MILLIS);

  private final PartReader reader;
  private final LiveState state;
  private final MarketWatch markets;
  private final InstantSource clock = InstantSource.system();
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService timer =
      Executors.newScheduledThreadPool(2, Thread.ofPlatform().daemon().name("live-", 0).factory());
  private final Object looking = new Object();
  private long looked = System.nanoTime() - FRESH_NANOS;

  LiveHub(PartReader reader, LiveState state, MarketWatch markets, MeterRegistry metrics) {
    this.reader = reader;
    this.state = state;
    this.markets = markets;
    metrics.gaugeCollectionSize("tidemark_operator_live_clients", List.of(), connections);
  }

  void start() {
    timer.scheduleAtFixedRate(this::tick, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Whether somebody looks. */
  boolean isWatched() {
    return !connections.isEmpty();
  }

  int clients() {
    return connections.size();
  }

  void joined(Connection connection) {
    connections.add(connection);
    Thread.ofVirtual().name("live-client").start(() -> connection.run(() -> again(connection)));
    timer.schedule(() -> greet(connection), GREETING_MILLIS, TimeUnit.MILLISECONDS);
  }

  void left(Connection connection) {
    connections.remove(connection);
  }

  /** What a client said. */
  void said(Connection connection, String text) {
    try {
      switch (ClientMessage.parse(text)) {
        case ClientMessage.Resume resume -> resume(connection, resume);
        case ClientMessage.WatchMarket watch -> {
          connection.look(new Connection.Watch(watch, markets.now()));
          greet(connection);
          Thread.startVirtualThread(() -> markets.tell(connection));
        }
      }
      connection.understood();
    } catch (IllegalArgumentException e) {
      connection.tell(
          Json.mapper()
              .createObjectNode()
              .put("type", "error")
              .put("detail", String.valueOf(e.getMessage()))
              .toString());
      if (connection.isFedUp()) {
        connection.close(CloseStatus.POLICY_VIOLATION);
      }
    }
  }

  /** It may say so at any time: whoever finds that a frame is missing asks for those behind it. */
  private void resume(Connection connection, ClientMessage.Resume resume) {
    look();
    synchronized (state) {
      connection.begin(
          state
              .missed(resume.stream(), resume.sequence())
              .map(frames -> frames.stream().map(Frame::text).toList())
              .orElseGet(() -> List.of(state.snapshot(clock.instant()))));
    }
  }

  /** Tells a client all, unless it was told before. */
  private void greet(Connection connection) {
    look();
    synchronized (state) {
      if (!connection.isGreeted()) {
        connection.begin(List.of(state.snapshot(clock.instant())));
      }
    }
  }

  /** All for a client that was too slow. */
  private String again(Connection connection) {
    synchronized (state) {
      connection.caughtUp();
      return state.snapshot(clock.instant());
    }
  }

  private void tick() {
    try {
      if (isWatched()) {
        advance();
        connections.forEach(
            connection -> Thread.startVirtualThread(() -> markets.tell(connection)));
      }
    } catch (RuntimeException e) {
      // Else nobody would be told anything any more.
      LOG.error("event=live_state_not_told then=\"tried again in a second\"", e);
    }
  }

  private void look() {
    synchronized (looking) {
      if (System.nanoTime() - looked >= FRESH_NANOS) {
        advance();
      }
    }
  }

  private void advance() {
    synchronized (looking) {
      try {
        Instant now = clock.instant();
        Map<LivePart, JsonNode> parts = reader.read(now);
        synchronized (state) {
          String text =
              state.advance(parts, now).map(Frame::text).orElseGet(() -> state.heartbeat(now));
          connections.forEach(connection -> connection.offer(text));
        }
        looked = System.nanoTime();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    connections.forEach(connection -> connection.close(CloseStatus.GOING_AWAY));
    reader.close();
  }
}
