package io.tidemark.simulator;

import io.tidemark.model.Symbol;
import io.tidemark.simulator.SimulatorSettings.ClockSettings;
import io.tidemark.simulator.limits.RateLimits;
import io.tidemark.simulator.rest.ApiKey;
import io.tidemark.simulator.tape.SyntheticTape;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The arguments of {@link SimulatorMain}, read into settings. */
final class Arguments {

  static final String USAGE =
      """
      Runs a venue on loopback that speaks Kraken's protocols and replays recorded markets.

        --port N              listen here (8090)
        --host ADDRESS        on this address (127.0.0.1)
        --data FILE           trades or candles, CSV or CSV.gz (bundled trades of 2013)
        --data SYMBOL=FILE    one of several markets
        --depth [SYMBOL=]FILE a recorded book of that market, JSON lines from Binance or Kraken; its
                              trades come with it, unless there is --data; can be repeated: the
                              next file goes on
        --rules SYMBOL=ORDERMIN,COSTMIN,TAKER,MAKER
                              what a market asks of orders, and its fees as fractions
        --synthetic N         N made markets, SYN001/USD and on, 5 trades a second each for an hour
        --symbol BASE/QUOTE   the market of a FILE without one (BTC/USD)
        --speed N             venue seconds a second (1)
        --start INSTANT       open then; what was traded before is history
        --played              open at the end of the data: all of it is history
        --paused              hold the clock at first
        --rate-limits TIER    off, starter, intermediate or pro (off)
        --state-dir DIR       keep orders and balances here
        --balance CODE=AMOUNT every account starts with it (10000 of the quote); can be repeated
        --key KEY:SECRET      an account, the secret in base 64 (a demo key); can be repeated
      """;

  private static final int MOST_SYNTHETIC = 1000;

  private final Map<Optional<Symbol>, Path> data = new LinkedHashMap<>();
  private final Map<Optional<Symbol>, List<Path>> depth = new LinkedHashMap<>();
  private final Map<Symbol, MarketRules> rules = new HashMap<>();
  private final Map<String, BigDecimal> balances = new HashMap<>();
  private final List<ApiKey> keys = new ArrayList<>();
  private SimulatorSettings settings = SimulatorSettings.defaults();
  private Symbol symbol = DataSource.BUNDLED.symbol();
  private String host = settings.host();
  private double speed = settings.clock().speed();
  private boolean running = true;
  private int synthetic;

  private Arguments() {}

  /**
   * Reads the arguments.
   *
   * @throws IllegalArgumentException if one is unknown, lacks its value or has a wrong one
   */
  static SimulatorSettings parse(String[] arguments) {
    Arguments read = new Arguments();
    for (int i = 0; i < arguments.length; i++) {
      String name = arguments[i];
      if (!read.takeFlag(name)) {
        if (++i == arguments.length) {
          throw new IllegalArgumentException(name + " needs a value, or is unknown");
        }
        read.take(name, arguments[i]);
      }
    }
    return read.settings();
  }

  private boolean takeFlag(String name) {
    switch (name) {
      case "--paused" -> running = false;
      case "--played" -> settings = settings.withAllPlayed();
      default -> {
        return false;
      }
    }
    return true;
  }

  private void take(String name, String value) {
    switch (name) {
      case "--port" -> settings = settings.withPort(Integer.parseInt(value));
      case "--host" -> host = value;
      case "--data" -> {
        if (data.put(symbolOf(value), path(value)) != null) {
          throw new IllegalArgumentException("data must name each symbol once: " + value);
        }
      }
      case "--depth" ->
          depth.computeIfAbsent(symbolOf(value), s -> new ArrayList<>()).add(path(value));
      case "--rules" -> {
        String[] parts = parts(name, value, "=");
        rules.put(Symbol.parse(parts[0]), rules(parts[1]));
      }
      case "--synthetic" -> synthetic = count(name, value);
      case "--symbol" -> symbol = Symbol.parse(value);
      case "--speed" -> speed = Double.parseDouble(value);
      case "--start" -> settings = settings.withStart(instant(value));
      case "--rate-limits" -> {
        RateLimits limits = rateLimits(value);
        settings = limits == null ? settings : settings.withRateLimits(limits);
      }
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

  private SimulatorSettings settings() {
    settings = settings.withClock(new ClockSettings(speed, running, Optional.empty()));
    List<DataSource> sources = sources();
    if (synthetic > 0) {
      if (!sources.isEmpty()) {
        throw new IllegalArgumentException("--synthetic excludes --data and --depth");
      }
      settings =
          settings.withSyntheticMarkets(
              synthetic,
              new SyntheticTape.Plan(
                  1, Instant.parse("2024-01-01T00:00:00Z"), Duration.ofHours(1), 5, 10_000));
    } else if (!sources.isEmpty()) {
      settings = settings.withData(sources);
    }
    if (!balances.isEmpty()) {
      settings = settings.withOpeningBalances(balances);
    }
    if (!keys.isEmpty()) {
      settings = settings.withKeys(keys);
    }
    return settings.withHost(host);
  }

  private List<DataSource> sources() {
    Map<Symbol, DataSource> sources = new LinkedHashMap<>();
    data.forEach(
        (named, file) -> {
          Symbol market = named.orElse(symbol);
          if (sources.put(market, DataSource.file(market, file)) != null) {
            throw new IllegalArgumentException("data must name each symbol once: " + market);
          }
        });
    depth.forEach(
        (named, files) -> {
          Symbol market = named.orElse(symbol);
          DataSource trades = sources.get(market);
          sources.put(
              market,
              trades == null ? DataSource.recordedBook(market, files) : trades.withDepth(files));
        });
    rules.forEach(
        (market, own) -> {
          if (sources.computeIfPresent(market, (s, source) -> source.withRules(own)) == null) {
            throw new IllegalArgumentException(
                "--rules names %s, which has no data".formatted(market));
          }
        });
    return List.copyOf(sources.values());
  }

  private static Optional<Symbol> symbolOf(String value) {
    int equals = value.indexOf('=');
    return equals < 0 ? Optional.empty() : Optional.of(Symbol.parse(value.substring(0, equals)));
  }

  private static Path path(String value) {
    return Path.of(value.substring(value.indexOf('=') + 1));
  }

  private static MarketRules rules(String value) {
    String[] parts = value.split(",", -1);
    if (parts.length != 4) {
      throw new IllegalArgumentException(
          "--rules must look like BTC/USD=0.0001,0.5,0.0026,0.0016, was '%s'".formatted(value));
    }
    return new MarketRules(
        new BigDecimal(parts[0]),
        new BigDecimal(parts[1]),
        new BigDecimal(parts[2]),
        new BigDecimal(parts[3]));
  }

  private static int count(String name, String value) {
    int count = Integer.parseInt(value);
    if (count < 1 || count > MOST_SYNTHETIC) {
      throw new IllegalArgumentException(
          "%s must be from 1 to %d, was %d".formatted(name, MOST_SYNTHETIC, count));
    }
    return count;
  }

  private static @Nullable RateLimits rateLimits(String value) {
    return switch (value) {
      case "off" -> null;
      case "starter" -> RateLimits.STARTER;
      case "intermediate" -> RateLimits.INTERMEDIATE;
      case "pro" -> RateLimits.PRO;
      default ->
          throw new IllegalArgumentException(
              "--rate-limits must be off, starter, intermediate or pro, was '%s'".formatted(value));
    };
  }

  private static Instant instant(String value) {
    try {
      return Instant.parse(value);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "--start must look like 2013-11-25T12:00:00Z, was '%s'".formatted(value), e);
    }
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
