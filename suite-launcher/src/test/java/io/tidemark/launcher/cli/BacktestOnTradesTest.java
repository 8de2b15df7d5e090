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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  /**
   * The same with books: 4 are bought for 100.1 and 6 for 100.2 from the book of 1:00.5, which is a
   * second after the decision, 100.16 on average. The target of 101.1616 is reached by the trade at
   * 101.2 of 1:31, and 10 are sold a second later, when the book has 101.15 x 20.
   */
  @Test
  void matchesOrdersAgainstRecordedBooks() throws IOException {
    Path data = write("trades.csv", ROWS);
    Path first = write("one.jsonl", book("00:01:00.500", "99.9", "5", "100.1", "4", "100.2", "50"));
    Path second =
        write("two.jsonl", book("00:01:31.500", "101.15", "20", "101.3", "5", "101.4", "5"));

    Told told =
        execute(
            "--strategy",
            strategy,
            "--data",
            data,
            "--books",
            first,
            second,
            "--from",
            "2024-01-01",
            "--json",
            json);

    assertThat(told.error()).isEmpty();
    assertThat(told.out()).contains("built of 7 trades").contains("orders against 2 books");
    JsonNode result = Json.mapper().readTree(Files.readString(json));
    assertThat(result.path("marketBooks").intValue()).isEqualTo(2);
    JsonNode trade = result.path("trades").get(0);
    assertThat(trade.path("entryTime").stringValue()).isEqualTo("2024-01-01T00:01:01Z");
    assertThat(trade.path("entryPrice").decimalValue()).isEqualByComparingTo("100.16");
    assertThat(trade.path("exitTime").stringValue()).isEqualTo("2024-01-01T00:01:32Z");
    assertThat(trade.path("exitPrice").decimalValue()).isEqualByComparingTo("101.15");
  }

  private static String book(
      String time, String bid, String size, String ask, String first, String worse, String rest) {
    return """
        {"ts":"2024-01-01T%sZ","symbol":"BTC/USD","bids":[["%s","%s"]],"asks":[["%s","%s"],["%s","%s"]]}
        """
        .formatted(time, bid, size, ask, first, worse, rest);
  }

  @Test
  void comesToAnotherInputHashWithOtherBooks() throws IOException {
    Path data = write("trades.csv", ROWS);
    List<String> hashes = new ArrayList<>();
    for (String size : List.of("4", "5")) {
      Path books =
          write("books.jsonl", book("00:01:00.500", "99.9", "5", "100.1", size, "100.2", "50"));
      execute("--strategy", strategy, "--data", data, "--books", books, "--json", json);
      hashes.add(Json.mapper().readTree(Files.readString(json)).path("inputSha256").stringValue());
    }
    execute("--strategy", strategy, "--data", data, "--json", json);
    hashes.add(Json.mapper().readTree(Files.readString(json)).path("inputSha256").stringValue());

    assertThat(hashes).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          trades.csv  | none.jsonl         | --books must name files of recorded books, there is no file
          trades.csv  | ETH/USD=late.jsonl | --books must be of [BTC/USD], of which there are trades, was of ETH/USD
          trades.csv  | late.jsonl         | --books must be of the time of the trades, which is 2024-01-01T00:00:10Z to 2024-01-01T00:02:30Z, was 2024-01-01T09:00:00Z to 2024-01-01T09:00:00Z
          trades.csv  | broken.jsonl       | broken.jsonl, line 2: a level's quantity is
          trades.csv  | trades.csv         | trades.csv, line 1: it is no JSON
          candles.csv | late.jsonl         | --books goes with --data of trades
          """)
  void tellsWhatIsWrongWithBooksInOneLine(String data, String books, String problem)
      throws IOException {
    write("trades.csv", ROWS);
    write("candles.csv", "timestamp,open,high,low,close,volume\n1704067200000,1,1,1,1,1\n");
    String late = book("09:00:00", "99.9", "5", "100.1", "4", "100.2", "50");
    write("late.jsonl", late);
    write("broken.jsonl", late + book("09:00:01", "99.9", "many", "100.1", "4", "100.2", "50"));
    int sign = books.indexOf('=') + 1;

    Told told =
        execute(
            "--strategy",
            strategy,
            "--data",
            folder.resolve(data),
            "--books",
            books.substring(0, sign) + folder.resolve(books.substring(sign)),
            "--json",
            json);

    assertThat(told.status()).isNotZero();
    assertThat(told.error().lines()).singleElement().asString().contains(problem);
    assertThat(json).doesNotExist();
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

    Told twice = execute("--strategy", strategy, "--data", data, data);

    assertThat(twice.status()).isEqualTo(2);
    assertThat(twice.error())
        .contains("--data must give one file of trades of a symbol, gave 2 of BTC/USD");
    assertThat(mixed.status()).isEqualTo(2);
    assertThat(mixed.error()).contains("files of candles or of trades, were of both");
    assertThat(early.status()).isEqualTo(2);
    assertThat(early.error()).contains("the trades of BTC/USD close no bar of 1m");
  }
}
