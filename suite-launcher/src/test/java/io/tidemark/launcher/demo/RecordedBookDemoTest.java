package io.tidemark.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.embedded.Ports;
import io.tidemark.launcher.suite.SuiteDirectory;
import io.tidemark.launcher.suite.SuitePorts;
import io.tidemark.model.Symbol;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo's venue on recorded books. */
class RecordedBookDemoTest {

  private static final Symbol BTC = Symbol.parse("BTC/USD");
  private static final Symbol ETH = Symbol.parse("ETH/USD");

  @TempDir private Path folder = Path.of("");
  private Path book = folder;
  private Path trades = folder;

  @BeforeEach
  void record() throws IOException {
    book = folder.resolve("book.jsonl");
    Files.writeString(
        book,
        """
        {"ts":"2024-11-12T06:50:44Z","symbol":"BTC/USD","bids":[["10","1"]],"asks":[["11","1"]]}
        {"ts":"2024-11-12T06:50:45Z","symbol":"BTC/USD","bids":[["12","3"]],"asks":[["13","1"]]}
        """);
    trades = folder.resolve("trades.csv");
    Files.writeString(trades, "timestamp,price,amount\n1731394244000,2500,1\n");
  }

  @Test
  void aBookBringsItsOwnTradesAndStandsBesideOtherData() throws Exception {
    DemoSettings settings = settings(List.of(new DemoSettings.Data(ETH, trades)), book);
    assertThat(settings.symbols()).containsExactly(ETH, BTC);
    assertThat(settings.description()).contains("BTC/USD's book from");
    DemoVenue.requireReadable(settings);
    int port = Ports.free(1).getFirst();
    try (DemoVenue venue =
        DemoVenue.start(
            settings,
            new SuiteDirectory(folder.resolve("demo")),
            new SuitePorts(1, 2, 3, port, 4),
            "kraken",
            BigDecimal.TEN)) {
      assertThat(venue.now()).isEqualTo(Instant.parse("2024-11-12T06:50:44Z"));
      assertThat(status(port)).contains("\"depth\":\"recorded\"", "\"depth\":\"modelled\"");
    }
  }

  private static String status(int port) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/sim/v1/status"))
                  .build(),
              BodyHandlers.ofString())
          .body();
    }
  }

  @Test
  void anotherBookIsAnotherReplay() {
    SuiteDirectory directory = new SuiteDirectory(folder);
    DemoSettings before = settings(List.of(), book);
    Replay.choose(directory, before).replay().write(directory);
    assertThat(Replay.choose(directory, before).isNew()).isFalse();
    assertThat(Replay.choose(directory, settings(List.of(), book, book)).isNew()).isTrue();
  }

  @Test
  void aBookOfAnotherMarketIsRefusedBeforeAnythingIsGivenUp() {
    DemoSettings settings =
        settings(List.of(), List.of(new DemoSettings.Data(Symbol.parse("SOL/USD"), book)));
    assertThatThrownBy(() -> DemoVenue.requireReadable(settings))
        .hasMessageContaining("no book of SOL/USD");
  }

  private DemoSettings settings(List<DemoSettings.Data> data, Path... books) {
    return settings(
        data, List.of(books).stream().map(file -> new DemoSettings.Data(BTC, file)).toList());
  }

  private DemoSettings settings(List<DemoSettings.Data> data, List<DemoSettings.Data> depth) {
    return new DemoSettings(
        folder.resolve("tidemark.yaml"), data, depth, 60, null, false, false, null);
  }
}
