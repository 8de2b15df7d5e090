package io.tidemark.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.kit.codec.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The command on files of trades, as its users start it. */
class BacktestOnTradesTest {

  private static final String HEADER = "timestamp,price,amount,side\n";

  /**
   * Minute 0 falls from 101 to 100, so that 1000 / 100 = 10 are bought from 1:01 on: at 1:02 for
   * 100. At 1:30 the target of 101 is reached, and 10 sold from 1:31 on: there, for 101.2.
   */
  private static final String ROWS =
      HEADER
          + "1704067210000,101,5,buy\n"
          + "1704067250000,100,5,sell\n"
          + "1704067260500,100.2,50,buy\n"
          + "1704067262000,100,50,sell\n"
          + "1704067290000,101,1,buy\n"
          + "1704067291000,101.2,50,buy\n"
          + "1704067350000,101.2,1,\n";

  @TempDir Path folder;
  private Path strategy = Path.of("");
  private Path json = Path.of("");

  @BeforeEach
  void writeTheStrategy() throws IOException {
    json = folder.resolve("result.json");
    strategy =
        write(
            "dips.yaml",
            """
            strategy: {id: dips}
            market: {exchange: kraken, symbol: BTC/USD, primary_timeframe: 1m}
            entry: {long: ["close < open"]}
            exits: {stop_loss_pct: 1, take_profit_pct: 1}
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

  @Test
  void tradesAsOnPaperAndTellsSo() throws IOException {
    Path data = write("trades.csv", ROWS);

    Told told =
        execute("--strategy", strategy, "--data", data, "--from", "2024-01-01", "--json", json);

    assertThat(told.error()).isEmpty();
    assertThat(told.status()).isZero();
    assertThat(told.out())
        .contains(
            "dips on kraken BTC/USD, 2 bars of 1m, 2024-01-01T00:00:00Z to 2024-01-01T00:02:00Z")
        .contains("built of 7 trades");
    JsonNode result = Json.mapper().readTree(Files.readString(json));
    assertThat(result.path("fillModel").stringValue()).isEqualTo("trades");
    assertThat(result.path("marketTrades").intValue()).isEqualTo(7);
    assertThat(result.path("bars").intValue()).isEqualTo(2);
    assertThat(result.path("trades")).hasSize(1);
    JsonNode trade = result.path("trades").get(0);
    assertThat(trade.path("entryTime").stringValue()).isEqualTo("2024-01-01T00:01:02Z");
    assertThat(trade.path("entryPrice").decimalValue()).isEqualByComparingTo("100");
    assertThat(trade.path("exitTime").stringValue()).isEqualTo("2024-01-01T00:01:31Z");
    assertThat(trade.path("exitPrice").decimalValue()).isEqualByComparingTo("101.2");
    assertThat(trade.path("exitReason").stringValue()).isEqualTo("TAKE_PROFIT");
    // 12 - 1 - 1.012
    assertThat(trade.path("pnl").decimalValue()).isEqualByComparingTo("9.988");
    assertThat(result.path("finalCash").decimalValue()).isEqualByComparingTo("10009.988");
  }

  @Test
  void decidesNothingInTheBarThatTheTradesBeginIn() throws IOException {
    Path data = write("trades.csv", ROWS);

    Told told = execute("--strategy", strategy, "--data", data, "--json", json);

    assertThat(told.status()).isZero();
    JsonNode result = Json.mapper().readTree(Files.readString(json));
    assertThat(result.path("incompleteBars").intValue()).isEqualTo(1);
    assertThat(result.path("trades")).isEmpty();
  }

  @Test
  void namesTheLineThatIsNotInOrderAndWritesNothing() throws IOException {
    Path data = write("trades.csv", ROWS + "1704067349999,101.2,1,\n");

    Told told = execute("--strategy", strategy, "--data", data, "--json", json);

    assertThat(told.status()).isEqualTo(1);
    assertThat(told.error().lines())
        .singleElement()
        .asString()
        .contains("trades.csv, line 9: 2024-01-01T00:02:29.999Z is before the row above")
        .contains("there must be rows in order of time");
    assertThat(json).doesNotExist();
  }

  @Test
  void refusesWhatDoesNotFitTogether() throws IOException {
    Path data = write("trades.csv", ROWS);
    Path candles =
        write("candles.csv", "timestamp,open,high,low,close,volume\n1704067200000,1,1,1,1,1\n");

    Told mixed =
        execute(
            "--strategy",
            strategy,
            "--data",
            "BTC/USD=" + data,
            "ETH/USD=" + candles,
            "--symbol",
            "BTC/USD,ETH/USD");
    Told early = execute("--strategy", strategy, "--data", data, "--to", "2024-01-01T00:00:30Z");

    assertThat(mixed.status()).isEqualTo(2);
    assertThat(mixed.error()).contains("files of candles or of trades, were of both");
    assertThat(early.status()).isEqualTo(2);
    assertThat(early.error()).contains("the trades of BTC/USD close no bar of 1m");
  }
}
