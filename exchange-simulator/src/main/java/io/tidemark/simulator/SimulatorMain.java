package io.tidemark.simulator;

import io.tidemark.model.Symbol;
import io.tidemark.simulator.SimulatorSettings.ClockSettings;
import io.tidemark.simulator.rest.ApiKey;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Runs a simulator alone, until it is killed. */
public final class SimulatorMain {

  static final String USAGE =
      """
      Runs a venue on loopback that speaks Kraken's protocols and replays recorded markets.

        --port N              listen here (8090)
        --host ADDRESS        on this address (127.0.0.1)
        --data FILE           trades or candles, CSV or CSV.gz (bundled trades of 2013)
        --data SYMBOL=FILE    one of several markets
        --symbol BASE/QUOTE   the market of a FILE without one (BTC/USD)
        --speed N             venue seconds a second (1)
        --start INSTANT       open then; what was traded before is history
        --paused              hold the clock at first
        --state-dir DIR       keep orders and balances here
        --balance CODE=AMOUNT every account starts with it (10000 of the quote); can be repeated
        --key KEY:SECRET      an account, the secret in base 64 (a demo key); can be repeated
      """;

  private SimulatorMain() {}

  /** Starts and does not return; a wrong argument is told with the usage, exit code 2. */
  public static void main(String[] arguments) throws InterruptedException {
    SimulatorSettings settings;
    try {
      settings = parse(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n\n" + USAGE);
      System.exit(2);
      return;
    }
    ExchangeSimulator simulator = ExchangeSimulator.start(settings, Clock.systemUTC());
    Runtime.getRuntime().addShutdownHook(new Thread(simulator::close));
    System.out.printf(
        "listening on http://%s:%d, venue time %s%n",
        settings.host(), simulator.port(), simulator.venueTime());
    new CountDownLatch(1).await();
  }

  /**
   * Reads the arguments.
   *
   * @throws IllegalArgumentException if one is unknown, lacks its value or has a wrong one
   */
  static SimulatorSettings parse(String[] arguments) {
    SimulatorSettings settings = SimulatorSettings.defaults();
    List<String> data = new ArrayList<>();
    Map<String, BigDecimal> balances = new HashMap<>();
    List<ApiKey> keys = new ArrayList<>();
    Symbol symbol = DataSource.BUNDLED.symbol();
    String host = settings.host();
    double speed = settings.clock().speed();
    boolean running = true;
    for (int i = 0; i < arguments.length; i++) {
      String name = arguments[i];
      if (name.equals("--paused")) {
        running = false;
        continue;
      }
      if (++i == arguments.length) {
        throw new IllegalArgumentException(name + " needs a value, or is unknown");
      }
      String value = arguments[i];
      switch (name) {
        case "--port" -> settings = settings.withPort(Integer.parseInt(value));
        case "--host" -> host = value;
        case "--data" -> data.add(value);
        case "--symbol" -> symbol = Symbol.parse(value);
        case "--speed" -> speed = Double.parseDouble(value);
        case "--start" -> settings = settings.withStart(Instant.parse(value));
        case "--state-dir" -> settings = settings.withStateDirectory(Path.of(value));
        case "--balance" -> {
          String[] parts = parts(name, value, "=");
          balances.put(parts[0], new BigDecimal(parts[1]));
        }
        case "--key" -> {
          String[] parts = parts(name, value, ":");
          keys.add(new ApiKey(parts[0], parts[1]));
        }
        default -> throw new IllegalArgumentException("unknown argument " + name);
      }
    }
    settings = settings.withClock(new ClockSettings(speed, running, Optional.empty()));
    if (!data.isEmpty()) {
      settings = settings.withData(sources(data, symbol));
    }
    if (!balances.isEmpty()) {
      settings = settings.withOpeningBalances(balances);
    }
    if (!keys.isEmpty()) {
      settings = settings.withKeys(keys);
    }
    return settings.withHost(host);
  }

  private static List<DataSource> sources(List<String> data, Symbol symbol) {
    return data.stream()
        .map(
            text -> {
              int equals = text.indexOf('=');
              return equals < 0
                  ? DataSource.file(symbol, Path.of(text))
                  : DataSource.file(
                      Symbol.parse(text.substring(0, equals)), Path.of(text.substring(equals + 1)));
            })
        .toList();
  }

  private static String[] parts(String name, String value, String separator) {
    String[] parts = value.split(separator, 2);
    if (parts.length != 2) {
      throw new IllegalArgumentException(
          "%s must hold '%s', was '%s'".formatted(name, separator, value));
    }
    return parts;
  }
}
