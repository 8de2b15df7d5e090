package io.tidemark.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.kit.codec.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The whole command on files, as its users start it. */
class BacktestCommandTest {

  private static final String HEADER = "timestamp,open,high,low,close,volume\n";
  private static final long START = 1704067200000L;

  @TempDir Path folder;
  private Path strategy = Path.of("");

  @BeforeEach
  void writeTheStrategy() throws IOException {
    strategy =
        write(
            "dips.yaml",
            """
            strategy: {id: dips}
            market: {exchange: kraken, symbol: BTC/USD, primary_timeframe: 1m}
            entry: {long: ["close < open"]}
            exits: {stop_loss_pct: 1, take_profit_pct: 1, max_hold_time_minutes: 30}
            risk: {position_size_usd: 1000}
            execution: {fee_rate: 0.001}
            """);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static Told execute(Object... arguments) {
    List<String> line = new ArrayList<>(List.of("backtest"));
    Arrays.stream(arguments).map(Object::toString).forEach(line::add);
    return Told.by(line.toArray(String[]::new));
  }

  private static String walk(long seed, int rows, long step) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder(HEADER);
    long cents = 10_000;
    for (int i = 0; i < rows; i++) {
      long next = Math.max(5_000, cents + random.nextInt(101) - 50);
      text.append(START + i * step)
          .append(',')
          .append(BigDecimal.valueOf(cents, 2))
          .append(',')
          .append(BigDecimal.valueOf(Math.max(cents, next) + 10, 2))
          .append(',')
          .append(BigDecimal.valueOf(Math.min(cents, next) - 10, 2))
          .append(',')
          .append(BigDecimal.valueOf(next, 2))
          .append(",5\n");
      cents = next;
    }
    return text.toString();
  }

  private static JsonNode read(Path json) throws IOException {
    return Json.mapper().readTree(Files.readString(json));
  }

  /** A walk in three files, of which two overlap by 100 rows and two lie 5 minutes apart. */
  @Test
  void joinsSeveralFilesOfASymbolAndTellsWhatIsRepeatedAndMissing() throws IOException {
    List<String> rows = walk(3, 600, 60_000L).lines().skip(1).toList();
    Path whole = write("whole.csv", file(rows.subList(0, 400), rows.subList(405, 600)));
    Path first = write("first.csv", file(rows.subList(0, 250)));
    Path second = write("second.csv", file(rows.subList(150, 400)));
    Path third = write("third.csv", file(rows.subList(405, 600)));
    Path json = folder.resolve("result.json");
    execute("--strategy", strategy, "--data", whole, "--json", json);
    JsonNode expected = read(json);

    Told told = execute("--strategy", strategy, "--data", third, first, second, "--json", json);

    assertThat(told.error()).isEmpty();
    assertThat(told.out())
        .contains("BTC/USD: 100 rows were in several files, and alike")
        .contains("5 of 600 bars are missing in 1 stretches");
    JsonNode joined = read(json);
    assertThat(expected.path("trades").size()).isGreaterThan(5);
    assertThat(joined.path("tradesSha256")).isEqualTo(expected.path("tradesSha256"));
    assertThat(joined.path("inputSha256")).isNotEqualTo(expected.path("inputSha256"));
    JsonNode completeness = joined.path("completeness").path("kraken|BTC/USD");
    assertThat(completeness.path("repeatedRows").intValue()).isEqualTo(100);
    assertThat(completeness.path("gaps").get(0).path("bars").intValue()).isEqualTo(5);
  }

  @SafeVarargs
  private static String file(List<String>... parts) {
    return HEADER
        + Arrays.stream(parts)
            .flatMap(List::stream)
            .map(row -> row + "\n")
            .collect(Collectors.joining());
  }

  @Test
  void refusesFilesThatContradictEachOther() throws IOException {
    List<String> rows = walk(3, 60, 60_000L).lines().skip(1).toList();
    Path first = write("first.csv", file(rows.subList(0, 40)));
    List<String> changed = new ArrayList<>(rows.subList(30, 60));
    changed.set(2, changed.get(2).replace(",5", ",6"));
    Path second = write("second.csv", file(changed));
    Path json = folder.resolve("result.json");

    Told told = execute("--strategy", strategy, "--data", first, second, "--json", json);

    assertThat(told.status()).isEqualTo(1);
    assertThat(told.error().lines())
        .singleElement()
        .asString()
        .contains(second + " line 4: the bar of 2024-01-01T00:32:00Z is")
        .contains("in " + first + " line 34 it is");
    assertThat(json).doesNotExist();
  }

  /**
   * Bar 0 falls to 100, so that 1000 / 100 = 10 are bought at the open of bar 1, 100, with a fee of
   * 1. Bar 2 touches the target of 101: sold there, with a fee of 10 x 101 x 0.001 = 1.01. Gain 10,
   * fees 2.01, left 7.99.
   */
  @Test
  void writesWhatATradeCameToInExactNumbers() throws IOException {
    Path data =
        write(
            "btc.csv",
            HEADER
                + "1704067200000,101,101,100,100,1\n"
                + "1704067260000,100,100.5,100,100.2,1\n"
                + "1704067320000,100.2,102,100.1,101.5,1\n"
                + "1704067380000,101.5,101.5,101.5,101.5,0\n"
                + "1704067560000,101.5,101.5,101.5,101.5,1\n");
    Path json = folder.resolve("result.json");

    Told told = execute("--strategy", strategy, "--data", data, "--json", json);

    assertThat(told.error()).isEmpty();
    assertThat(told.status()).isZero();
    assertThat(told.out())
        .contains(
            "dips on kraken BTC/USD, 5 bars of 1m, 2024-01-01T00:00:00Z to 2024-01-01T00:07:00Z")
        .contains("2 of 7 bars are missing in 1 stretches, the longest 2 from 2024-01-01T00:04:00Z")
        .contains("TAKE_PROFIT")
        .contains("7.99 USD")
        .contains("JSON: " + json);
    JsonNode result = read(json);
    assertThat(result.path("strategy").stringValue()).isEqualTo("dips");
    assertThat(result.path("exchange").stringValue()).isEqualTo("kraken");
    assertThat(result.path("symbol").stringValue()).isEqualTo("BTC/USD");
    assertThat(result.path("timeframe").stringValue()).isEqualTo("1m");
    assertThat(result.path("from").stringValue()).isEqualTo("2024-01-01T00:00:00Z");
    assertThat(result.path("to").stringValue()).isEqualTo("2024-01-01T00:07:00Z");
    assertThat(result.path("bars").intValue()).isEqualTo(5);
    assertThat(result.path("incompleteBars").intValue()).isZero();
    assertThat(result.path("elapsedSeconds").doubleValue()).isPositive();
    assertThat(result.path("barsPerSecond").doubleValue())
        .isEqualTo(5 / result.path("elapsedSeconds").doubleValue());
    for (String hash : List.of("inputSha256", "tradesSha256", "configurationSha256")) {
      assertThat(result.path(hash).stringValue()).matches("[0-9a-f]{64}");
    }
    assertThat(result.path("trades")).hasSize(1);
    assertThat(Files.readString(json)).contains("\"pnl\" : 7.99,").contains("\"fee\" : 2.01,");
    JsonNode trade = result.path("trades").get(0);
    assertThat(trade.path("entryTime").stringValue()).isEqualTo("2024-01-01T00:01:00Z");
    assertThat(trade.path("entryPrice").decimalValue()).isEqualByComparingTo("100");
    assertThat(trade.path("exitTime").stringValue()).isEqualTo("2024-01-01T00:02:00Z");
    assertThat(trade.path("exitPrice").decimalValue()).isEqualByComparingTo("101");
    assertThat(trade.path("side").stringValue()).isEqualTo("LONG");
    assertThat(trade.path("quantity").decimalValue()).isEqualByComparingTo("10");
    assertThat(trade.path("exitReason").stringValue()).isEqualTo("TAKE_PROFIT");
    JsonNode metrics = result.path("metrics");
    assertThat(metrics.path("totalTrades").intValue()).isEqualTo(1);
    assertThat(metrics.path("winRate").decimalValue()).isEqualByComparingTo("1");
    assertThat(metrics.path("profitFactor").isNull()).as("nothing was lost").isTrue();
    assertThat(metrics.path("totalPnl").decimalValue()).isEqualByComparingTo("7.99");
    assertThat(metrics.path("averageProfit").decimalValue()).isEqualByComparingTo("7.99");
    assertThat(metrics.path("averageLoss").decimalValue()).isEqualByComparingTo("0");
    assertThat(metrics.path("expectancy").decimalValue()).isEqualByComparingTo("7.99");
    assertThat(metrics.path("exposure").doubleValue()).isEqualTo(60.0 / 420);
    for (String name : List.of("sharpe", "sortino", "maxDrawdown", "cagr")) {
      assertThat(metrics.has(name)).as(name).isTrue();
    }
    JsonNode gap = result.path("completeness").path("kraken|BTC/USD").path("gaps").get(0);
    assertThat(gap.path("bars").intValue()).isEqualTo(2);
    assertThat(result.path("equity").get(0).path("equity").doubleValue()).isEqualTo(10_000);
    assertThat(result.path("equity")).hasSize(2);
    assertThat(result.path("equity").get(1).path("time").stringValue())
        .isEqualTo("2024-01-01T00:07:00Z");
    assertThat(result.path("equity").get(1).path("equity").doubleValue()).isEqualTo(10_007.99);
  }

  @Test
  void writesTheSameBytesTwiceButForHowLongItTook() throws IOException {
    Path data = write("btc.csv", walk(1, 3_000, 60_000));
    Path one = folder.resolve("one.json");
    Path other = folder.resolve("other.json");

    assertThat(execute("--strategy", strategy, "--data", data, "--json", one).status()).isZero();
    assertThat(execute("--strategy", strategy, "--data", data, "--json", other).status()).isZero();

    assertThat(read(one).path("trades").size()).isGreaterThan(10);
    assertThat(read(one).path("equity").size())
        .as("the start, two midnights, the end")
        .isEqualTo(4);
    assertThat(untimed(one)).isEqualTo(untimed(other));
  }

  private static List<String> untimed(Path json) throws IOException {
    return Files.readAllLines(json).stream()
        .filter(line -> !line.contains("elapsedSeconds") && !line.contains("barsPerSecond"))
        .toList();
  }

  @Test
  void tradesAStrategyThatIsOnlyWatchedLive() throws IOException {
    Path data = write("btc.csv", walk(1, 500, 60_000));
    Path watched =
        write(
            "watched.yaml",
            Files.readString(strategy).replace("id: dips", "id: dips, mode: shadow"));
    Path json = folder.resolve("result.json");

    execute("--strategy", watched, "--data", data, "--json", json);

    assertThat(read(json).path("trades").size()).isPositive();
  }

  @Test
  void tradesSeveralSymbolsOfOneAccount() throws IOException {
    Path btc = write("btc.csv", walk(1, 2_000, 60_000));
    Path eth = write("eth.csv", walk(2, 2_000, 60_000));
    Path json = folder.resolve("result.json");

    Told told =
        execute(
            "--strategy", strategy, "--data", "BTC/USD=" + btc, "ETH/USD=" + eth, "--json", json);

    assertThat(told.error()).isEmpty();
    assertThat(told.out()).contains("BTC/USD, ETH/USD, 4,000 bars of 1m").contains("By symbol");
    JsonNode result = read(json);
    assertThat(result.path("symbol").stringValue()).isEqualTo("BTC/USD,ETH/USD");
    assertThat(result.path("bars").intValue()).isEqualTo(4_000);
    assertThat(result.path("trades").findValuesAsString("symbol")).contains("BTC/USD", "ETH/USD");
  }

  @Test
  void writesReportAndTables() throws IOException {
    Path data = write("btc.csv", walk(3, 1_000, 60_000));
    Path report = folder.resolve("report.html");
    Path tables = folder.resolve("tables");

    Told told =
        execute("--strategy", strategy, "--data", data, "--report", report, "--csv", tables);

    assertThat(told.error()).isEmpty();
    assertThat(told.out()).contains("report: " + report).contains("trades: ").contains("equity: ");
    assertThat(Files.readString(report)).contains("Backtest of dips").endsWith("</html>\n");
    assertThat(Files.readAllLines(tables.resolve("equity.csv"))).hasSize(1_002);
    assertThat(Files.readAllLines(tables.resolve("trades.csv")).getFirst())
        .startsWith("entryTime,entryPrice,exitTime,exitPrice,side,quantity,fee,pnl,exitReason");
  }

  @Test
  void runsOnTheBarsOfATimeOnly() throws IOException {
    Path data = write("btc.csv", walk(4, 3_000, 60_000));
    Path json = folder.resolve("result.json");

    execute(
        "--strategy",
        strategy,
        "--data",
        data,
        "--from",
        "2024-01-01T12:00:00Z",
        "--to",
        "2024-01-02",
        "--json",
        json);

    JsonNode result = read(json);
    assertThat(result.path("bars").intValue()).isEqualTo(720);
    assertThat(result.path("from").stringValue()).isEqualTo("2024-01-01T12:00:00Z");
    assertThat(result.path("to").stringValue()).isEqualTo("2024-01-02T00:00:00Z");
  }

  @Test
  void takesWhatIsAssumedFromTheCommandLine() throws IOException {
    Path data = write("eth.csv", walk(5, 1_000, 60_000));
    Path json = folder.resolve("result.json");

    execute(
        "--strategy",
        strategy,
        "--data",
        data,
        "--json",
        json,
        "--cash",
        "500.5",
        "--fee",
        "0",
        "--slippage-bps",
        "3",
        "--symbol",
        "ETH/USD",
        "--exchange",
        "bitfinex",
        "--timeframe",
        "1m");

    JsonNode result = read(json);
    assertThat(result.path("initialCash").decimalValue()).isEqualByComparingTo("500.5");
    assertThat(result.path("metrics").path("totalFees").decimalValue()).isEqualByComparingTo("0");
    assertThat(result.path("symbol").stringValue()).isEqualTo("ETH/USD");
    assertThat(result.path("exchange").stringValue()).isEqualTo("bitfinex");
  }

  @Test
  void holdsTheLimitsOfAConfigurationWhereOneIsGiven() throws IOException {
    Path btc = write("btc.csv", walk(1, 1_000, 60_000));
    Path eth = write("eth.csv", walk(2, 1_000, 60_000));
    Path shorts =
        write(
            "both.yaml",
            """
            strategy: {id: both}
            market: {exchange: kraken, symbol: BTC/USD, primary_timeframe: 1m}
            entry: {long: ["close < open"], short: ["close > open"]}
            exits: {max_hold_time_minutes: 10}
            """);
    Path suite =
        write(
            "tidemark.yaml",
            "exchange: {name: kraken}\nportfolio: {initial_cash: 777}\nrisk: {max_open_positions: 1}\n");
    Path free = folder.resolve("free.json");
    Path limited = folder.resolve("limited.json");

    execute("--strategy", shorts, "--data", btc, "ETH/USD=" + eth, "--json", free);
    execute(
        "--strategy",
        shorts,
        "--data",
        btc,
        "ETH/USD=" + eth,
        "--json",
        limited,
        "--config",
        suite);

    assertThat(read(free).path("trades").findValuesAsString("side")).contains("LONG", "SHORT");
    assertThat(read(free).path("denials").propertyNames())
        .doesNotContain("MAX_OPEN_POSITIONS", "SHORT_NOT_ALLOWED");
    assertThat(read(limited).path("initialCash").intValue()).isEqualTo(777);
    assertThat(read(limited).path("trades").findValuesAsString("side")).containsOnly("LONG");
    assertThat(read(limited).path("denials").path("MAX_OPEN_POSITIONS").intValue()).isPositive();
    assertThat(read(limited).path("denials").path("SHORT_NOT_ALLOWED").intValue()).isPositive();
    assertThat(read(limited).path("configurationSha256"))
        .isNotEqualTo(read(free).path("configurationSha256"));
  }

  @Test
  void tellsWhatIsWrongInOneLineAndWritesNothing() throws IOException {
    Path data = write("btc.csv", walk(6, 200, 60_000));
    Path json = folder.resolve("result.json");

    refused(2, "give --data FILE, or --exchange and --symbol", "--strategy", strategy);
    refused(1, "there is no file", "--strategy", strategy, "--data", folder.resolve("none.csv"));
    refused(1, "no such file", "--strategy", folder.resolve("none.yaml"), "--data", data);
    refused(
        2,
        "--from must be before to",
        "--strategy",
        strategy,
        "--data",
        data,
        "--from",
        "2024-01-02",
        "--to",
        "2024-01-01",
        "--json",
        json);
    refused(
        2,
        "no bar of BTC/USD opens between",
        "--strategy",
        strategy,
        "--data",
        data,
        "--from",
        "2025-01-01",
        "--json",
        json);
    refused(
        1,
        "strategy.class must be one of",
        "--strategy",
        write(
            "class.yaml",
            "strategy: {id: x, class: nosuch}\nmarket: {exchange: kraken, symbol: BTC/USD, primary_timeframe: 1m}\n"),
        "--data",
        data);
    refused(
        2,
        "the bars of BTC/USD are of 1h, of which no bars of 1m can be made",
        "--strategy",
        strategy,
        "--data",
        write("hours.csv", walk(7, 50, 3_600_000)),
        "--json",
        json);
    refused(
        2,
        "cannot be written: there is no folder",
        "--strategy",
        strategy,
        "--data",
        data,
        "--json",
        folder.resolve("no/where.json"));
    refused(
        2,
        "portfolio.initial_cash must be above 0",
        "--strategy",
        strategy,
        "--data",
        data,
        "--cash",
        "-1",
        "--json",
        json);
    refused(
        2,
        "execution.fee_rate must be",
        "--strategy",
        strategy,
        "--data",
        data,
        "--fee",
        "2",
        "--json",
        json);
    refused(
        2,
        "it is not told which symbol",
        "--strategy",
        strategy,
        "--data",
        "BTC/USD=" + data,
        data);
    refused(
        1,
        "no ingestor answers at http://127.0.0.1:1 (ConnectException)",
        "--strategy",
        strategy,
        "--exchange",
        "kraken",
        "--service",
        "http://127.0.0.1:1",
        "--json",
        json);
    assertThat(json).doesNotExist();
  }

  @Test
  void tellsWhatIsWrongWithCandlesInOneLine() throws IOException {
    wrong("", "line 1: the header must be");
    wrong(HEADER, "line 1: there must be at least one row");
    wrong("time,o,h,l,c,v\n1,1,1,1,1,1\n", "line 1: the header must be");
    wrong(
        HEADER + "1704067260000,1,1,1,1,1\n1704067200000,1,1,1,1,1\n",
        "line 3: rows must be in order");
    wrong(
        HEADER + "1704067200000,1,1,1,1,1\n1704067200000,1,1,1,1,1\n",
        "line 3: rows must be in order");
    wrong(HEADER + "1704067200000,1,NaN,1,1,1\n", "line 2: a field is no number");
    wrong(HEADER + "1704067200000,1,1,1,1,-1\n", "line 2: a field is no number in its range");
    wrong(
        HEADER + "1704067200000,1,1,2,1,1\n1704067260000,1,1,1,1,1\n",
        "line 2: high and low must enclose");
  }

  private void wrong(String candles, String problem) throws IOException {
    refused(1, problem, "--strategy", strategy, "--data", write("wrong.csv", candles));
  }

  private static void refused(int status, String problem, Object... arguments) {
    Told told = execute(arguments);
    assertThat(told.error()).startsWith("tidemark: ").contains(problem).hasLineCount(1);
    assertThat(told.status()).isEqualTo(status);
    assertThat(told.out()).doesNotContain("bars/s");
  }
}
