package io.tidemark.simulator;

import io.tidemark.model.Symbol;
import io.tidemark.simulator.control.ReplayClock;
import io.tidemark.simulator.rest.ApiKey;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
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
 * @param takerFeeRate fraction of notional, such as 0.0026
 * @param makerFeeRate fraction of notional, such as 0.0016
 * @param orderMinimum the smallest order in base currency
 * @param costMinimum the smallest order in quote currency
 * @param start what was traded before is history when the venue opens; empty for the data's start
 * @param clock how the replay runs at first
 * @param stateDirectory where the venue keeps its journal; empty to forget everything
 */
public record SimulatorSettings(
    String host,
    int port,
    List<DataSource> data,
    List<ApiKey> keys,
    Map<String, BigDecimal> openingBalances,
    BigDecimal takerFeeRate,
    BigDecimal makerFeeRate,
    BigDecimal orderMinimum,
    BigDecimal costMinimum,
    Optional<Instant> start,
    ClockSettings clock,
    Optional<Path> stateDirectory) {

  /** For demonstrations on loopback only: everybody knows it. */
  public static final ApiKey DEMO_KEY =
      new ApiKey(
          "tidemark-demo",
          Base64.getEncoder()
              .encodeToString(
                  "tidemark demo secret, for loopback only".getBytes(StandardCharsets.UTF_8)));

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1");

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
    openingBalances.forEach(SimulatorSettings::requireNotNegative);
    requireNotNegative("takerFeeRate", takerFeeRate);
    requireNotNegative("makerFeeRate", makerFeeRate);
    if (takerFeeRate.compareTo(BigDecimal.ONE) >= 0 || makerFeeRate.compareTo(takerFeeRate) > 0) {
      throw new IllegalArgumentException(
          "takerFeeRate must be below 1 and makerFeeRate at most that, were %s and %s"
              .formatted(takerFeeRate.toPlainString(), makerFeeRate.toPlainString()));
    }
    requireNotNegative("orderMinimum", orderMinimum);
    requireNotNegative("costMinimum", costMinimum);
  }

  private static void requireEachSymbolOnce(List<DataSource> data) {
    Set<Symbol> seen = new HashSet<>();
    for (DataSource source : data) {
      if (!seen.add(source.symbol())) {
        throw new IllegalArgumentException("data must name each symbol once: " + source.symbol());
      }
    }
  }

  private static void requireNotNegative(String field, BigDecimal value) {
    if (value.signum() < 0) {
      throw new IllegalArgumentException(
          field + " must be 0 or above, was " + value.toPlainString());
    }
  }

  /**
   * The demo venue: the bundled market on port 8090 at the speed of life, one account under the
   * demo key with 10,000 USD, Kraken's lowest fee tier, nothing kept.
   */
  public static SimulatorSettings defaults() {
    return new SimulatorSettings(
        "127.0.0.1",
        8090,
        List.of(DataSource.BUNDLED),
        List.of(DEMO_KEY),
        Map.of("USD", new BigDecimal("10000")),
        new BigDecimal("0.0026"),
        new BigDecimal("0.0016"),
        new BigDecimal("0.0001"),
        new BigDecimal("0.5"),
        Optional.empty(),
        new ClockSettings(1, true, Optional.empty()),
        Optional.empty());
  }

  public SimulatorSettings withHost(String newHost) {
    return copy(newHost, port, data, keys, openingBalances, start, clock, stateDirectory);
  }

  public SimulatorSettings withPort(int newPort) {
    return copy(host, newPort, data, keys, openingBalances, start, clock, stateDirectory);
  }

  /** Other markets; every account starts with 10,000 of each quote currency. */
  public SimulatorSettings withData(List<DataSource> newData) {
    Map<String, BigDecimal> balances = new TreeMap<>();
    newData.forEach(source -> balances.put(source.symbol().quote(), new BigDecimal("10000")));
    return copy(host, port, newData, keys, balances, start, clock, stateDirectory);
  }

  public SimulatorSettings withKeys(List<ApiKey> newKeys) {
    return copy(host, port, data, newKeys, openingBalances, start, clock, stateDirectory);
  }

  public SimulatorSettings withOpeningBalances(Map<String, BigDecimal> newBalances) {
    return copy(host, port, data, keys, newBalances, start, clock, stateDirectory);
  }

  public SimulatorSettings withStart(Instant newStart) {
    return copy(
        host, port, data, keys, openingBalances, Optional.of(newStart), clock, stateDirectory);
  }

  public SimulatorSettings withClock(ClockSettings newClock) {
    return copy(host, port, data, keys, openingBalances, start, newClock, stateDirectory);
  }

  public SimulatorSettings withStateDirectory(Path directory) {
    return copy(host, port, data, keys, openingBalances, start, clock, Optional.of(directory));
  }

  private SimulatorSettings copy(
      String newHost,
      int newPort,
      List<DataSource> newData,
      List<ApiKey> newKeys,
      Map<String, BigDecimal> newBalances,
      Optional<Instant> newStart,
      ClockSettings newClock,
      Optional<Path> newDirectory) {
    return new SimulatorSettings(
        newHost,
        newPort,
        newData,
        newKeys,
        newBalances,
        takerFeeRate,
        makerFeeRate,
        orderMinimum,
        costMinimum,
        newStart,
        newClock,
        newDirectory);
  }
}
