package io.tidemark.backtester.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.tidemark.core.history.BarColumns;
import io.tidemark.core.strategy.StrategyDefinition.Market;
import io.tidemark.kit.candles.CandleSeries;
import io.tidemark.kit.candles.IngestorAwayException;
import io.tidemark.kit.candles.PackedCandles;
import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server on loopback that answers as the ingestor does. */
class StoredHistoryTest {

  private static final InstrumentId BTC = InstrumentId.of("kraken", "BTC/USD");
  private static final Market MARKET =
      new Market("kraken", List.of(Symbol.parse("BTC/USD")), Timeframe.M1, List.of());

  private final List<String> asked = new ArrayList<>();
  private HttpServer server;
  private int status = 200;
  private byte[] answer = {};
  private int missing;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.add(
              exchange.getRequestURI() + " " + exchange.getRequestHeaders().getFirst("Accept"));
          exchange.sendResponseHeaders(status, answer.length);
          exchange.getResponseBody().write(answer, 0, answer.length - missing);
          exchange.getResponseBody().flush();
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private StoredHistory history() {
    return new StoredHistory(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
  }

  private static Bar bar(int minute, Completeness completeness) {
    Price price = Price.of("100.5");
    return new Bar(
        Timeframe.M1,
        Instant.parse("2024-01-01T00:00:00Z").plusSeconds(60L * minute),
        price,
        price,
        price,
        price,
        Quantity.of("2"),
        price,
        3L,
        Quantity.of("1"),
        null,
        null,
        completeness,
        BarSource.TRADES,
        completeness == Completeness.CORRECTED ? 1 : 0);
  }

  private static byte[] packed(List<Bar> bars) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PackedCandles.write(out, new CandleSeries(BTC, Timeframe.M1), bars.iterator());
    return out.toByteArray();
  }

  @Test
  void asksForTheBarsOfAMarketAndATime() throws IOException {
    List<Bar> bars =
        List.of(
            bar(0, Completeness.COMPLETE),
            bar(1, Completeness.PARTIAL),
            bar(4, Completeness.CORRECTED));
    answer = packed(bars);

    MarketHistory history =
        history().read(MARKET, Timeframe.M1, Instant.parse("2024-01-01T00:00:00Z"), null);

    assertThat(asked)
        .containsExactly(
            "/api/v1/candles?exchange=kraken&symbol=BTC%2FUSD&timeframe=1m&from=2024-01-01T00:00:00Z "
                + PackedCandles.MEDIA_TYPE);
    assertThat(history.bars()).containsOnlyKeys(BTC);
    BarColumns columns = history.bars().firstEntry().getValue();
    assertThat(columns.size()).isEqualTo(3);
    assertThat(columns.bar(2)).isEqualTo(bars.get(2));
    assertThat(history.sha256()).hasSize(64);
    var completeness = Gaps.completeness(columns, 0, history.mayBeCorrected());
    assertThat(completeness.expectedBars()).isEqualTo(5);
    assertThat(completeness.partialBars()).isEqualTo(1);
    assertThat(completeness.correctedBars()).isEqualTo(1);
    assertThat(completeness.gaps()).hasSize(1);
  }

  @Test
  void tellsWhatTheIngestorSays() {
    status = 400;
    answer = "{\"detail\": \"kraken does not list BTC/USD\"}".getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> history().read(MARKET, Timeframe.M1, null, null))
        .isExactlyInstanceOf(IOException.class)
        .hasMessageContaining("answers 400")
        .hasMessageEndingWith("kraken does not list BTC/USD");
  }

  @Test
  void tellsApartAnIngestorThatMayAnswerLater() {
    status = 503;
    answer = "{\"detail\": \"try again shortly\"}".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> history().read(MARKET, Timeframe.M1, null, null))
        .isInstanceOf(IngestorAwayException.class)
        .hasMessageEndingWith("try again shortly");

    StoredHistory history = history();
    server.stop(0);
    assertThatThrownBy(() -> history.read(MARKET, Timeframe.M1, null, null))
        .isInstanceOf(IngestorAwayException.class)
        .hasMessageContaining("no ingestor answers at");
  }

  @Test
  void tellsApartAnAnswerThatIsBrokenOff() throws IOException {
    answer = packed(List.of(bar(0, Completeness.COMPLETE)));
    missing = 10;

    assertThatThrownBy(() -> history().read(MARKET, Timeframe.M1, null, null))
        .isInstanceOf(IngestorAwayException.class)
        .hasMessageContaining("broke its answer off");
  }

  @Test
  void tellsThatThereAreNoBars() throws IOException {
    answer = packed(List.of());

    assertThatThrownBy(() -> history().read(MARKET, Timeframe.M1, null, null))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("has no 1m bars of kraken|BTC/USD");
  }
}
