package io.tidemark.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.core.backtest.BacktestPlan;
import io.tidemark.core.backtest.BacktestResult;
import io.tidemark.core.backtest.BarBacktest;
import io.tidemark.core.history.BarColumns;
import io.tidemark.core.performance.TradeRow;
import io.tidemark.kit.configuration.ConfigurationEdition;
import io.tidemark.kit.configuration.ConfigurationSource;
import io.tidemark.kit.configuration.TradingMode;
import io.tidemark.launcher.suite.FreePorts;
import io.tidemark.launcher.suite.SuiteDirectory;
import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.InstrumentRules;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import io.tidemark.model.reason.ExitReason;
import io.tidemark.testkit.SharedData;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The whole suite trades a recorded day on paper; a backtest of that day makes the same trades. */
class PaperDayIT {

  private static final InstrumentId INSTRUMENT = InstrumentId.of("kraken", "BTC/USDT");
  private static final Instant FROM = Instant.parse("2023-11-21T00:00:00Z");
  private static final Duration LENGTH =
      Boolean.getBoolean("tidemark.long") ? Duration.ofDays(1) : Duration.ofHours(2);
  private static final int SPEED = 600;

  /** So short that all a bar leads to is done before the next one closes, as at the usual speed. */
  private static final Duration LEAD = Duration.ofSeconds(10);

  private static final String STRATEGY =
      """
      strategy: {id: swing}
      market: {exchange: kraken, symbol: BTC/USDT, primary_timeframe: 1m}
      entry: {long: ["rsi(3) < 45"]}
      exit: {long: ["rsi(3) > 85"]}
      exits:
        stop_loss_pct: 0.15
        take_profit_levels:
          - {target_pct: 0.1, close_pct: 0.5}
          - {target_pct: 0.3, close_pct: 0.5}
        trailing_stop: {activation_pct: 0.15, offset_pct: 0.05}
        max_hold_time_minutes: 45
      risk: {position_size_usd: 1000}
      """;

  @TempDir Path folder;

  @BeforeEach
  void writeFiles() throws IOException {
    Files.createDirectories(folder.resolve("strategies"));
    Files.writeString(folder.resolve("strategies/swing.yaml"), STRATEGY);
    Files.writeString(
        folder.resolve("tidemark.yaml"),
        """
        exchange: {name: kraken}
        symbols: [BTC/USDT]
        execution: {fill_model: bar}
        """);
    writeTrades(SharedData.assume("data/trades/kraken_BTCUSDT_trades_2023-11.csv.gz"));
  }

  private void writeTrades(Path recorded) throws IOException {
    List<String> rows = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(recorded)), StandardCharsets.UTF_8))) {
      rows.add(reader.readLine());
      for (String row = reader.readLine(); row != null; row = reader.readLine()) {
        Instant time = Instant.ofEpochMilli(Long.parseLong(row.substring(0, row.indexOf(','))));
        if (!time.isBefore(FROM) && time.isBefore(FROM.plus(LENGTH))) {
          rows.add(row);
        }
      }
    }
    Files.write(folder.resolve("trades.csv"), rows);
  }

  @Test
  @Timeout(600)
  void makesTheTradesOfABacktestOfTheSameDay() throws Exception {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    List<String> paper;
    BacktestResult backtest;
    try (ReplayedSuite suite =
        ReplayedSuite.start(
            new DemoSettings(
                folder.resolve("tidemark.yaml"),
                List.of(
                    new DemoSettings.Data(Symbol.parse("BTC/USDT"), folder.resolve("trades.csv"))),
                List.of(),
                SPEED,
                null,
                false,
                false,
                null),
            new SuiteDirectory(folder.resolve("suite")),
            FreePorts.ofSuite(),
            TradingMode.PAPER,
            new PrintStream(output, true, StandardCharsets.UTF_8))) {
      play(suite);
      JdbcClient database = database(suite);
      paper = paperTrades(database);
      backtest = backtest(database);
    }

    assertThat(paper).as("trades on paper").hasSizeGreaterThan(5);
    assertThat(
            backtest.trades().stream()
                .filter(trade -> trade.exitReason() != ExitReason.END_OF_DATA)
                .map(PaperDayIT::words)
                .toList())
        .isEqualTo(paper);
  }

  private static void play(ReplayedSuite suite) {
    try (Pacer _ = new Pacer(suite.venue(), suite.lag(), LEAD)) {
      await().atMost(Duration.ofHours(1)).until(suite.venue()::hasEnded);
    }
    suite.venue().hold();
    new RestingSuite(suite).await(Duration.ofSeconds(60));
  }

  private static JdbcClient database(ReplayedSuite suite) {
    Properties access = new Properties();
    access.putAll(suite.infrastructure().properties());
    return JdbcClient.create(
        new DriverManagerDataSource(
            access.getProperty("spring.datasource.url", ""),
            access.getProperty("spring.datasource.username", ""),
            access.getProperty("spring.datasource.password", "")));
  }

  private static List<String> paperTrades(JdbcClient database) {
    return database
        .sql(
            """
            select p.side, p.opened_at, p.entry_price, e.first_fill_at, e.price, e.quantity,
              e.pnl, e.reason
            from positions.partial_exit e join positions.position p using (position_id)
            order by e.first_fill_at, p.number, e.last_fill_at
            """)
        .query(
            (row, _) ->
                words(
                    row.getString(1),
                    time(row, 2),
                    row.getBigDecimal(3),
                    time(row, 4),
                    row.getBigDecimal(5),
                    row.getBigDecimal(6),
                    row.getBigDecimal(7),
                    row.getString(8)))
        .list();
  }

  private static String words(TradeRow trade) {
    return words(
        trade.side().name(),
        trade.entryTime(),
        trade.entryPrice().value(),
        trade.exitTime(),
        trade.exitPrice().value(),
        trade.quantity().value(),
        trade.pnl(),
        trade.exitReason().name());
  }

  private static String words(
      String side,
      Instant entryTime,
      BigDecimal entryPrice,
      Instant exitTime,
      BigDecimal exitPrice,
      BigDecimal quantity,
      BigDecimal pnl,
      String reason) {
    return "%s %s at %s, %s at %s: %s, %s %s"
        .formatted(
            side,
            entryTime,
            plain(entryPrice),
            exitTime,
            plain(exitPrice),
            plain(quantity),
            plain(pnl),
            reason);
  }

  private static String plain(BigDecimal value) {
    return value.stripTrailingZeros().toPlainString();
  }

  private BacktestResult backtest(JdbcClient database) {
    ConfigurationEdition configuration =
        ConfigurationSource.of(folder.resolve("tidemark.yaml")).load();
    return BarBacktest.run(
        new BacktestPlan(
            "backtest",
            new TreeMap<>(Map.of(INSTRUMENT, BarColumns.of(Timeframe.M1, bars(database)))),
            List.copyOf(configuration.strategies().byId().values()),
            Map.of(INSTRUMENT, rules(database)),
            configuration.suite().portfolio().initialCash(),
            configuration.suite().risk().limits(),
            false));
  }

  private static InstrumentRules rules(JdbcClient database) {
    return database
        .sql(
            """
            select tick_size, quantity_step, minimum_quantity, minimum_cost, taker_fee_rate,
              maker_fee_rate
            from positions.instrument_rules where symbol = 'BTC/USDT'
            """)
        .query(
            (row, _) ->
                new InstrumentRules(
                    row.getBigDecimal(1),
                    row.getBigDecimal(2),
                    row.getBigDecimal(3),
                    row.getBigDecimal(4),
                    row.getBigDecimal(5),
                    row.getBigDecimal(6)))
        .single();
  }

  private static List<Bar> bars(JdbcClient database) {
    return database
        .sql(
            """
            select open_time, open, high, low, close, volume, completeness
            from market_data.candle where symbol = 'BTC/USDT' and timeframe = '1m'
            order by open_time
            """)
        .query((row, _) -> bar(row))
        .list();
  }

  private static Bar bar(ResultSet row) throws SQLException {
    return new Bar(
        Timeframe.M1,
        time(row, 1),
        new Price(row.getBigDecimal(2)),
        new Price(row.getBigDecimal(3)),
        new Price(row.getBigDecimal(4)),
        new Price(row.getBigDecimal(5)),
        new Quantity(row.getBigDecimal(6)),
        null,
        null,
        null,
        null,
        null,
        Completeness.valueOf(row.getString(7)),
        BarSource.TRADES,
        0);
  }

  private static Instant time(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
