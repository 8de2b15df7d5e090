package io.tidemark.launcher.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.tidemark.core.optimise.objective.TrialFigures;
import io.tidemark.ml.training.HoldOutScore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PushgatewayTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.500Z");
  private static final BatchFigures BACKTEST =
      BatchFigures.ofTrades(
          "backtest",
          "dips/BTC",
          new TrialFigures(
              new BigDecimal("-12.5"),
              null,
              0.25,
              null,
              null,
              null,
              null,
              null,
              BigDecimal.ZERO,
              null,
              0.4,
              0.1,
              10),
          1.5);

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final ByteArrayOutputStream told = new ByteArrayOutputStream();
  private HttpServer server;
  private volatile int answer = 202;

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          body.lines().filter(line -> !line.startsWith("#")).forEach(lines::add);
          exchange.sendResponseHeaders(answer, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  /** A slash in a name is told in base64, as the Pushgateway's documentation has it. */
  @Test
  void leavesWhatABacktestCameTo() {
    pushgateway(address()).push(() -> BACKTEST);

    assertThat(requests).containsExactly("PUT /metrics/job/backtest/strategy@base64/ZGlwcy9CVEM=");
    assertThat(lines)
        .containsExactlyInAnyOrder(
            "tidemark_batch_finished_timestamp_seconds 1.7723664005E9",
            "tidemark_batch_duration_seconds 1.5",
            "tidemark_batch_net_profit -12.5",
            "tidemark_batch_trades 10.0",
            "tidemark_batch_win_ratio 0.4",
            "tidemark_batch_max_drawdown_ratio 0.25");
    assertThat(told()).isEmpty();
  }

  @Test
  void leavesHowAModelDidBesideWhatIsKnownWithoutIt() {
    HoldOutScore score =
        new HoldOutScore(
            10,
            NOON,
            NOON,
            new TreeMap<>(Map.of("accuracy", 0.6, "brier", 0.2)),
            new TreeMap<>(Map.of("accuracy", 0.5)));

    pushgateway(address()).push(() -> BatchFigures.ofModel("train", "minutes", score));

    assertThat(requests).containsExactly("PUT /metrics/job/train/model@base64/bWludXRlcw==");
    assertThat(lines)
        .contains(
            "tidemark_batch_hold_out_score{metric=\"accuracy\",of=\"model\"} 0.6",
            "tidemark_batch_hold_out_score{metric=\"brier\",of=\"model\"} 0.2",
            "tidemark_batch_hold_out_score{metric=\"accuracy\",of=\"baseline\"} 0.5");
  }

  @Test
  void tellsThatFiguresWereNotTakenAndGoesOn() {
    answer = 500;

    pushgateway(address()).push(() -> BACKTEST);

    assertThat(told()).startsWith("note: " + address() + " did not take the figures: ");
  }

  @Test
  void asksForNoFiguresThatGoNowhere() {
    pushgateway("")
        .push(
            () -> {
              throw new AssertionError("asked for");
            });

    assertThat(requests).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"127.0.0.1:9091", "ftp://127.0.0.1", "http://", "http://a/b", "http://a b"})
  void refusesWhatIsNoAddress(String address) {
    assertThatThrownBy(() -> pushgateway(address))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "TIDEMARK_PUSHGATEWAY must be an address such as http://127.0.0.1:9091, was '%s'"
                .formatted(address));
  }

  private Pushgateway pushgateway(String address) {
    return Pushgateway.at(
        address, InstantSource.fixed(NOON), new PrintStream(told, true, StandardCharsets.UTF_8));
  }

  private String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private String told() {
    return told.toString(StandardCharsets.UTF_8);
  }
}
