package io.tidemark.launcher.demo;

import io.tidemark.launcher.suite.SuiteDirectory;
import io.tidemark.launcher.suite.SuitePorts;
import io.tidemark.model.Symbol;
import io.tidemark.simulator.DataSource;
import io.tidemark.simulator.ExchangeSimulator;
import io.tidemark.simulator.SimulatorSettings;
import io.tidemark.simulator.SimulatorSettings.ClockSettings;
import io.tidemark.simulator.control.Ledger;
import io.tidemark.simulator.tape.DepthReader;
import io.tidemark.simulator.tape.TapeReader;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The simulator as the demo's venue, with the suite's account on it. */
public final class DemoVenue implements ReplayClock, AutoCloseable {

  private static final Duration SHORTEST_LEAD = Duration.ofSeconds(5);

  private final ExchangeSimulator simulator;
  private final String exchange;
  private final int speed;

  private DemoVenue(ExchangeSimulator simulator, String exchange, int speed) {
    this.simulator = simulator;
    this.exchange = exchange;
    this.speed = speed;
  }

  /**
   * Opens the venue where its journal left it; its clock stands until {@link #limit} lets it go.
   *
   * @param exchange the name the suite knows it by
   * @param cash of each quote currency, at the very first opening
   */
  static DemoVenue start(
      DemoSettings settings,
      SuiteDirectory directory,
      SuitePorts ports,
      String exchange,
      BigDecimal cash) {
    Map<String, BigDecimal> balances = new HashMap<>();
    settings.symbols().forEach(symbol -> balances.put(symbol.quote(), cash));
    SimulatorSettings simulator =
        SimulatorSettings.defaults()
            .withPort(ports.simulator())
            .withData(sources(settings))
            .withOpeningBalances(balances)
            .withClock(new ClockSettings(settings.speed(), true, Optional.of(Instant.EPOCH)))
            .withStateDirectory(directory.simulator());
    return new DemoVenue(
        ExchangeSimulator.start(simulator, InstantSource.system()), exchange, settings.speed());
  }

  /**
   * Reads the data once, before anything of an earlier replay is given up for it.
   *
   * @throws io.tidemark.simulator.tape.MalformedRowException if it cannot be replayed
   */
  static void requireReadable(DemoSettings settings) {
    settings.data().forEach(data -> TapeReader.read(data.file()));
    for (Symbol symbol : settings.symbols()) {
      List<Path> depth = settings.depthOf(symbol);
      if (!depth.isEmpty()) {
        DepthReader.read(depth, symbol);
      }
    }
  }

  /** How far a venue of this speed may run ahead of the suite, in its own time. */
  static Duration lead(int speed) {
    Duration halfASecond = Duration.ofMillis(500L * speed);
    return halfASecond.compareTo(SHORTEST_LEAD) < 0 ? SHORTEST_LEAD : halfASecond;
  }

  /**
   * What the suite's services need to reach it and to follow its clock. Its time passes so fast
   * that ages which mean staleness elsewhere are but moments of this machine's time.
   */
  Map<String, String> properties() {
    String address = "127.0.0.1:" + simulator.port();
    String name = exchange.toUpperCase(Locale.ROOT);
    Map<String, String> properties = new HashMap<>();
    properties.put("tidemark.exchange.rest-url", "http://" + address);
    properties.put("tidemark.exchange.websocket-url", "ws://" + address);
    properties.put("tidemark.clock", "http://" + address + "/sim/v1/clock");
    properties.put(name + "_API_KEY", SimulatorSettings.DEMO_KEY.key());
    properties.put(name + "_API_SECRET", SimulatorSettings.DEMO_KEY.secret());
    properties.put("tidemark.scanner.universe-lead", seconds(120, 10));
    properties.put("tidemark.position.max-decision-age", seconds(300, 10));
    properties.put("tidemark.execution.max-decision-age", seconds(60, 10));
    properties.put("tidemark.execution.deadline", seconds(60, 10));
    properties.put("tidemark.execution.query-interval", seconds(15, 1));
    return properties;
  }

  /** At least {@code least} of the venue's seconds, and at least {@code real} of this machine's. */
  private String seconds(int least, int real) {
    return Math.max(least, real * speed) + "s";
  }

  @Override
  public Instant now() {
    return simulator.venueTime();
  }

  /** The clock as it stands, for a service to follow. */
  io.tidemark.simulator.control.ReplayClock.State clock() {
    return simulator.clock();
  }

  @Override
  public void limit(Instant instant) {
    simulator.setLimit(instant);
  }

  /** Stops the clock where it is; orders are still taken. */
  public void hold() {
    simulator.setLimit(simulator.venueTime());
  }

  /** Where its controls are, such as {@code http://127.0.0.1:8090/sim/v1/}. */
  public URI controls() {
    return URI.create("http://127.0.0.1:%d/sim/v1/".formatted(simulator.port()));
  }

  /** Whether all of the data has been replayed. */
  public boolean hasEnded() {
    return simulator.clock().ended();
  }

  /** What the venue's books say of the suite's account. */
  public VenueLedger ledger() {
    Ledger.Account account = simulator.ledger().accounts().get(SimulatorSettings.DEMO_KEY.key());
    if (account == null) {
      throw new IllegalStateException("the venue lost the demo's account");
    }
    return VenueLedger.of(account);
  }

  @Override
  public void close() {
    simulator.close();
  }

  private static List<DataSource> sources(DemoSettings settings) {
    if (settings.data().isEmpty() && settings.depth().isEmpty()) {
      return List.of(DataSource.BUNDLED);
    }
    return settings.symbols().stream().map(symbol -> source(settings, symbol)).toList();
  }

  private static DataSource source(DemoSettings settings, Symbol symbol) {
    List<Path> depth = settings.depthOf(symbol);
    return settings.data().stream()
        .filter(data -> data.symbol().equals(symbol))
        .findFirst()
        .map(data -> DataSource.file(symbol, data.file()).withDepth(depth))
        .orElseGet(() -> DataSource.recordedBook(symbol, depth));
  }
}
