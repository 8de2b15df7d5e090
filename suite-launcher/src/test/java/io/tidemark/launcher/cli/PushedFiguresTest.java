package io.tidemark.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands leave at the Pushgateway that {@code TIDEMARK_PUSHGATEWAY} names. */
class PushedFiguresTest {

  /** Buys 10 at the open of bar 1 and sells at the target of 101: 10, less fees of 2.01. */
  private static final String BARS =
      """
      timestamp,open,high,low,close,volume
      1704067200000,101,101,100,100,1
      1704067260000,100,100.5,100,100.2,1
      1704067320000,100.2,102,100.1,101.5,1
      """;

  @TempDir Path folder;

  private final List<String> pushed = new CopyOnWriteArrayList<>();
  private HttpServer gateway;
  private Path strategy;
  private Path data;

  @BeforeEach
  void open() throws IOException {
    strategy =
        Files.writeString(
            folder.resolve("dips.yaml"),
            """
            strategy: {id: dips}
            market: {exchange: kraken, symbol: BTC/USD, primary_timeframe: 1m}
            entry: {long: ["close < open"]}
            exits: {take_profit_pct: 1}
            risk: {position_size_usd: 1000}
            execution: {fee_rate: 0.001}
            """);
    data = Files.writeString(folder.resolve("btc.csv"), BARS);
    gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    gateway.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          pushed.add(exchange.getRequestURI() + "\n" + body);
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    gateway.start();
  }

  @AfterEach
  void close() {
    System.clearProperty("tidemark.pushgateway");
    gateway.stop(0);
  }

  @Test
  void areThoseOfABacktest() {
    System.setProperty(
        "tidemark.pushgateway", "http://127.0.0.1:" + gateway.getAddress().getPort());

    Told told = Told.by("backtest", "--strategy", "" + strategy, "--data", "" + data);

    assertThat(told.error()).isEmpty();
    assertThat(told.status()).isZero();
    assertThat(pushed)
        .singleElement()
        .asString()
        .startsWith("/metrics/job/backtest/strategy@base64/ZGlwcw==\n")
        .contains("\ntidemark_batch_net_profit 7.99\n")
        .contains("\ntidemark_batch_trades 1.0\n")
        .contains("\ntidemark_batch_win_ratio 1.0\n");
  }

  @Test
  void keepNoBacktestFromItsResultWhereNobodyTakesThem() {
    System.setProperty("tidemark.pushgateway", "http://127.0.0.1:1");

    Told told = Told.by("backtest", "--strategy", "" + strategy, "--data", "" + data);

    assertThat(told.status()).isZero();
    assertThat(told.out()).contains("7.99 USD");
    assertThat(told.error()).startsWith("note: http://127.0.0.1:1 did not take the figures: ");
  }

  @Test
  void goNowhereElse() {
    System.setProperty("tidemark.pushgateway", "localhost");

    Told told = Told.by("backtest", "--strategy", "" + strategy, "--data", "" + data);

    assertThat(told.status()).isEqualTo(2);
    assertThat(told.error())
        .contains(
            "TIDEMARK_PUSHGATEWAY must be an address such as http://127.0.0.1:9091,"
                + " was 'localhost'");
  }
}
