package io.tidemark.simulator;

import io.tidemark.simulator.control.ControlApi;
import io.tidemark.simulator.control.Ledger;
import io.tidemark.simulator.control.LedgerReader;
import io.tidemark.simulator.control.ReplayClock;
import io.tidemark.simulator.faults.FaultBoard;
import io.tidemark.simulator.faults.FaultsApi;
import io.tidemark.simulator.faults.RequestFaults;
import io.tidemark.simulator.faults.RestFaults;
import io.tidemark.simulator.faults.StreamFaults;
import io.tidemark.simulator.limits.RateGate;
import io.tidemark.simulator.market.Market;
import io.tidemark.simulator.rest.ApiKey;
import io.tidemark.simulator.rest.OrderEntry;
import io.tidemark.simulator.rest.RestApi;
import io.tidemark.simulator.rest.Tokens;
import io.tidemark.simulator.server.Routes;
import io.tidemark.simulator.server.VenueServer;
import io.tidemark.simulator.stream.StreamApi;
import io.tidemark.simulator.stream.v2.StreamV2Api;
import io.tidemark.simulator.venue.Venue;
import io.tidemark.simulator.venue.VenueListener;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running venue. Clients reach it on {@code port}: Kraken's REST under {@code /0/}, WebSocket v1
 * at {@code /ws} and {@code /ws-auth}, v2 at {@code /ws/v2} and {@code /ws-auth/v2}, its controls
 * under {@code /sim/v1/}. Safe for use by several threads.
 */
public final class ExchangeSimulator implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ExchangeSimulator.class);

  private static final long TICK_MILLIS = 5;

  private final VenueServer server;
  private final Venue venue;
  private final ReplayClock clock;
  private final LedgerReader ledger;
  private final int port;

  private ExchangeSimulator(SimulatorSettings settings, InstantSource wall) {
    List<MarketRecording> recordings = settings.data().stream().map(MarketRecording::load).toList();
    venue = VenueFactory.open(settings, recordings);
    server = new VenueServer();
    Tokens tokens = new Tokens();
    FaultBoard faults = new FaultBoard(wall);
    StreamFaults streamFaults = new StreamFaults(faults);
    RequestFaults requestFaults = new RequestFaults(faults);
    StreamApi streams = new StreamApi(venue, tokens, streamFaults);
    RateGate gate = new RateGate(settings.rateLimits(), venue, wall);
    StreamV2Api streamsV2 =
        new StreamV2Api(
            venue, tokens, new OrderEntry(venue, gate, requestFaults), streamFaults, requestFaults);
    venue.listen(VenueListener.all(List.of(streams, streamsV2)));
    clock =
        new ReplayClock(
            venue,
            wall,
            settings.clock().speed(),
            settings.clock().running(),
            settings.clock().limit().orElse(null));
    ledger = new LedgerReader(venue, settings.keys().stream().map(ApiKey::key).toList());
    Routes routes =
        new Routes(
            new RestFaults(
                faults, new RestApi(venue, settings.keys(), tokens, gate, requestFaults)::answer),
            new ControlApi(
                venue,
                recordings.stream().map(MarketRecording::trades).toList(),
                clock,
                ledger,
                new FaultsApi(
                    faults, streamFaults, venue.markets().stream().map(Market::pair).toList())),
            streams,
            streamsV2,
            streamFaults);
    port = listen(settings, routes);
    server.every(
        TICK_MILLIS, guarded(() -> clock.tick(() -> streams.isLagging() || streamsV2.isLagging())));
    server.every(TICK_MILLIS, guarded(faults::endWhatIsOver));
    server.every(TICK_MILLIS, guarded(streamFaults::deliverDue));
    Heartbeats heartbeats = new Heartbeats(venue::nowMicros, System::nanoTime);
    server.every(
        TICK_MILLIS,
        guarded(
            () -> {
              if (heartbeats.areDue()) {
                streams.heartbeat();
                streamsV2.heartbeat();
              }
            }));
    LOG.info("event=venue_open port={} venueTime={}", port, clock.state().venueTime());
  }

  private int listen(SimulatorSettings settings, Routes routes) {
    try {
      return server.listen(settings.host(), settings.port(), routes);
    } catch (IllegalStateException e) {
      close();
      throw e;
    }
  }

  /** A broken invariant stops the replay, with its cause in the log. */
  private static Runnable guarded(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException e) {
        LOG.error("event=venue_stopped action=\"restart it on its state directory\"", e);
        throw e;
      }
    };
  }

  /**
   * Starts a venue on wall time from {@code wall}.
   *
   * @throws IllegalStateException if the port is taken, or the state directory belongs to another
   *     venue
   * @throws io.tidemark.simulator.tape.MalformedRowException if the data cannot be read
   */
  public static ExchangeSimulator start(SimulatorSettings settings, InstantSource wall) {
    return new ExchangeSimulator(settings, wall);
  }

  public int port() {
    return port;
  }

  public Instant venueTime() {
    return clock().venueTime();
  }

  /** What the replay's clock says. */
  public ReplayClock.State clock() {
    return server.call(clock::state);
  }

  /** The time that venue time does not pass; null for none. A limit in the past holds the clock. */
  public void setLimit(@Nullable Instant limit) {
    server.call(
        () -> {
          clock.setLimit(limit);
          return limit == null ? "none" : limit;
        });
  }

  /** Venue seconds a wall second, above 0. */
  public void setSpeed(double speed) {
    server.call(
        () -> {
          clock.setSpeed(speed);
          return speed;
        });
  }

  /** Holds the clock, or lets it go on. */
  public void setRunning(boolean running) {
    server.call(
        () -> {
          clock.setRunning(running);
          return running;
        });
  }

  /** The venue's books, all of one moment. */
  public Ledger ledger() {
    return server.call(ledger::read);
  }

  /** Closes all connections; with a state directory, a start on it goes on from here. */
  @Override
  public void close() {
    server.close();
    venue.close();
  }
}
