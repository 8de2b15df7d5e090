package io.tidemark.simulator;

import io.tidemark.model.Symbol;
import io.tidemark.simulator.control.ReplayClock;
import io.tidemark.simulator.limits.RateLimits;
import io.tidemark.simulator.rest.ApiKey;
import io.tidemark.simulator.tape.SyntheticTape;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a simulator starts with.
 *
 * @param host the address to listen on; another than loopback needs a key of your own
 * @param port 0 for any free one
 * @param data at least one market, each symbol once
 * @param keys one account each, at least one
 * @param openingBalances of every account by common code; codes that are missing start at 0
 * @param rules of the markets that have none of their own
 * @param opening what is history when the venue opens
 * @param clock how the replay runs at first
 * @param stateDirectory where the venue keeps its journal; empty to forget everything
 * @param rateLimits empty to take as many requests as come
 */
public record SimulatorSettings(
    String host,
    int port,
    List<DataSource> data,
    List<ApiKey> keys,
    Map<String, BigDecimal> openingBalances,
    MarketRules rules,
    Opening opening,
    ClockSettings clock,
    Optional<Path> stateDirectory,
    Optional<RateLimits> rateLimits) {

  /** For demonstrations on loopback only: everybody knows it. */
  public static final ApiKey DEMO_KEY =
      new ApiKey(
          "tidemark-demo",
          Base64.getEncoder()
              .encodeToString(
                  "tidemark demo secret, for loopback only".getBytes(StandardCharsets.UTF_8)));

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1");
  private static final BigDecimal OPENING_QUOTE = new BigDecimal("10000");

  /** When a venue opens; what was traded before is history. */
  public sealed interface Opening {

    /** Where the data start: when every market has traded. */
    record DataStart() implements Opening {}

    /**
     * At a time, if every market has traded by then; else when they have.
     *
     * @param instant of the venue's clock
     */
    record At(Instant instant) implements Opening {}

    /** Where the data end: all of it is history, and time stands still. */
    record DataEnd() implements Opening {}
  }

  /**
   * How the replay runs at first.
   *
   * @param speed venue seconds a wall second, above 0
   * @param limit what venue time does not pass, if anything
   */
  public record ClockSettings(double speed, boolean running, Optional<Instant> limit) {

    public ClockSettings {
      ReplayClock.requireSpeed(speed);
    }
  }

  /**
   * @throws IllegalArgumentException if a setting is out of its range
   */
  public SimulatorSettings {
    data = List.copyOf(data);
    keys = List.copyOf(keys);
    openingBalances = Map.copyOf(openingBalances);
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be from 0 to 65535, was " + port);
    }
    if (keys.isEmpty() || data.isEmpty()) {
      throw new IllegalArgumentException("keys and data must not be empty");
    }
    if (!LOOPBACK.contains(host) && keys.contains(DEMO_KEY)) {
      throw new IllegalArgumentException(
          "keys must not hold the demo key when host is not loopback, was " + host);
    }
    requireEachSymbolOnce(data);
    openingBalances.forEach(MarketRules::requireNotNegative);
  }

  private static void requireEachSymbolOnce(List<DataSource> data) {
    Set<Symbol> seen = new HashSet<>();
    for (DataSource source : data) {
      if (!seen.add(source.symbol())) {
        throw new IllegalArgumentException("data must name each symbol once: " + source.symbol());
      }
    }
  }

  /**
   * The demo venue: the bundled market on port 8090 at the speed of life, one account under the
   * demo key with 10,000 USD, Kraken's lowest fee tier, nothing kept, no rate limits.
   */
  public static SimulatorSettings defaults() {
    return new SimulatorSettings(
        "127.0.0.1",
        8090,
        List.of(DataSource.BUNDLED),
        List.of(DEMO_KEY),
        Map.of("USD", OPENING_QUOTE),
        new MarketRules(
            new BigDecimal("0.0001"),
            new BigDecimal("0.5"),
            new BigDecimal("0.0026"),
            new BigDecimal("0.0016")),
        new Opening.DataStart(),
        new ClockSettings(1, true, Optional.empty()),
        Optional.empty(),
        Optional.empty());
  }

  public SimulatorSettings withHost(String newHost) {
    return copy(newHost, port, data, keys, openingBalances);
  }

  public SimulatorSettings withPort(int newPort) {
    return copy(host, newPort, data, keys, openingBalances);
  }

  /** Other markets; every account starts with 10,000 of each quote currency. */
  public SimulatorSettings withData(List<DataSource> newData) {
    Map<String, BigDecimal> balances = new TreeMap<>();
    newData.forEach(source -> balances.put(source.symbol().quote(), OPENING_QUOTE));
    return copy(host, port, newData, keys, balances);
  }

  /**
   * Markets that are made: {@code SYN001/USD} and on, all by one plan, each with a seed of its own.
   *
   * @param count 1 or above
   */
  public SimulatorSettings withSyntheticMarkets(int count, SyntheticTape.Plan plan) {
    List<DataSource> made = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      made.add(
          DataSource.synthetic(
              new Symbol("SYN%03d".formatted(i), "USD"), plan.withSeed(plan.seed() + i)));
    }
    return withData(made);
  }

  public SimulatorSettings withKeys(List<ApiKey> newKeys) {
    return copy(host, port, data, newKeys, openingBalances);
  }

  public SimulatorSettings withOpeningBalances(Map<String, BigDecimal> newBalances) {
    return copy(host, port, data, keys, newBalances);
  }

  /** Opens at a time. */
  public SimulatorSettings withStart(Instant newStart) {
    return copy(new Opening.At(newStart), clock, stateDirectory, rateLimits);
  }

  /** Opens with all data as history. */
  public SimulatorSettings withAllPlayed() {
    return copy(new Opening.DataEnd(), clock, stateDirectory, rateLimits);
  }

  public SimulatorSettings withClock(ClockSettings newClock) {
    return copy(opening, newClock, stateDirectory, rateLimits);
  }

  public SimulatorSettings withStateDirectory(Path directory) {
    return copy(opening, clock, Optional.of(directory), rateLimits);
  }

  public SimulatorSettings withRateLimits(RateLimits limits) {
    return copy(opening, clock, stateDirectory, Optional.of(limits));
  }

  private SimulatorSettings copy(
      String newHost,
      int newPort,
      List<DataSource> newData,
      List<ApiKey> newKeys,
      Map<String, BigDecimal> newBalances) {
    return new SimulatorSettings(
        newHost,
        newPort,
        newData,
        newKeys,
        newBalances,
        rules,
        opening,
        clock,
        stateDirectory,
        rateLimits);
  }

  private SimulatorSettings copy(
      Opening newOpening,
      ClockSettings newClock,
      Optional<Path> newDirectory,
      Optional<RateLimits> newLimits) {
    return new SimulatorSettings(
        host,
        port,
        data,
        keys,
        openingBalances,
        rules,
        newOpening,
        newClock,
        newDirectory,
        newLimits);
  }
}
