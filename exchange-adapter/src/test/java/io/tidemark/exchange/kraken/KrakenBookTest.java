package io.tidemark.exchange.kraken;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.exchange.OrderBookView;
import io.tidemark.exchange.kraken.KrakenBook.Outcome;
import io.tidemark.model.BookLevel;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class KrakenBookTest {

  private static final InstrumentId BTC_USD = InstrumentId.of("kraken", "BTC/USD");
  private static final String TIME = "\"1534614248.123678\"";

  /** The example of Kraken's own description of the checksum. */
  private static final String DOCUMENTED =
      """
      {"as":[["0.05005","0.00000500",TIME],["0.05010","0.00000500",TIME],
       ["0.05015","0.00000500",TIME],["0.05020","0.00000500",TIME],["0.05025","0.00000500",TIME],
       ["0.05030","0.00000500",TIME],["0.05035","0.00000500",TIME],["0.05040","0.00000500",TIME],
       ["0.05045","0.00000500",TIME],["0.05050","0.00000500",TIME]],
       "bs":[["0.05000","0.00000500",TIME],["0.04995","0.00000500",TIME],
       ["0.04990","0.00000500",TIME],["0.04980","0.00000500",TIME],["0.04975","0.00000500",TIME],
       ["0.04970","0.00000500",TIME],["0.04965","0.00000500",TIME],["0.04960","0.00000500",TIME],
       ["0.04955","0.00000500",TIME],["0.04950","0.00000500",TIME]]}
      """
          .replace("TIME", TIME);

  private static KrakenBook documented(int depth) {
    KrakenBook book = new KrakenBook(BTC_USD, depth);
    try {
      book.replace(BookUpdate.of(List.of(KrakenMessages.parse(DOCUMENTED))));
    } catch (InvalidRow e) {
      throw new AssertionError(e);
    }
    return book;
  }

  private static BookUpdate update(String json) throws InvalidRow {
    return BookUpdate.of(List.of(KrakenMessages.parse(json)));
  }

  @Test
  void agreesWithTheChecksumThatKrakenDocuments() {
    assertThat(documented(10).checksum()).isEqualTo(974947235L);
  }

  @Test
  void tellsWhenABookIsWrong() throws InvalidRow {
    KrakenBook book = documented(10);

    assertThat(
            book.apply(
                update(
                    "{\"a\":[[\"0.05005\",\"0.00000000\",%s]],\"c\":\"974947235\"}"
                        .formatted(TIME))))
        .isEqualTo(Outcome.WRONG);
  }

  @Test
  void dropsWhatAnUpdatePushesOutOfItsDepth() throws InvalidRow {
    KrakenBook book = documented(10);
    Outcome outcome =
        book.apply(update("{\"b\":[[\"0.05001\",\"1.00000000\",%s]]}".formatted(TIME)));

    OrderBookView view = book.view(1000);
    assertThat(outcome).isEqualTo(Outcome.RIGHT);
    assertThat(view.bids()).hasSize(10);
    assertThat(view.bids().getFirst().price()).isEqualTo(Price.of("0.05001"));
    assertThat(view.bids().getLast().price()).isEqualTo(Price.of("0.04955"));
  }

  @Test
  void addsQuantitiesUpFromTheBestLevelOn() {
    OrderBookView view = documented(25).view(1000);

    assertThat(view.asks().getFirst().cumulative()).isEqualTo(Quantity.of("0.000005"));
    assertThat(view.asks().getLast().cumulative()).isEqualTo(Quantity.of("0.00005"));
    assertThat(view.eventTime()).isEqualTo(Instant.parse("2018-08-18T17:44:08.123678Z"));
  }

  @Test
  void leavesABookAsItIsWhenAnUpdateIsOlder() throws InvalidRow {
    KrakenBook book = documented(10);
    Outcome outcome = book.apply(update("{\"a\":[[\"0.05005\",\"9.0\",\"1534614248.000001\"]]}"));

    assertThat(outcome).isEqualTo(Outcome.STALE);
    assertThat(book.checksum()).isEqualTo(974947235L);
  }

  @Test
  void takesALevelThatComesBackWithAnOldTime() throws InvalidRow {
    KrakenBook book = documented(10);

    assertThat(book.apply(update("{\"a\":[[\"0.05055\",\"9.0\",\"1534614240.000001\",\"r\"]]}")))
        .isEqualTo(Outcome.RIGHT);
  }

  @Test
  void tellsWhenABookIsCrossed() throws InvalidRow {
    assertThat(documented(25).apply(update("{\"b\":[[\"0.05005\",\"1.0\",%s]]}".formatted(TIME))))
        .isEqualTo(Outcome.CROSSED);
  }

  @Test
  void tellsTheBestLevelsAsTheyStandAfterEachOfManyChanges() throws InvalidRow {
    KrakenBook book = new KrakenBook(BTC_USD, 100);
    TreeMap<Price, Quantity> asks = new TreeMap<>();
    Random random = new Random(11);
    for (int i = 0; i < 5_000; i++) {
      String price = "1." + (100 + random.nextInt(60));
      String quantity = random.nextInt(3) == 0 ? "0.0" : "0." + (1 + random.nextInt(9));
      book.apply(update("{\"a\":[[\"%s\",\"%s\",%s]]}".formatted(price, quantity, TIME)));
      if (Quantity.of(quantity).isZero()) {
        asks.remove(Price.of(price));
      } else {
        asks.put(Price.of(price), Quantity.of(quantity));
      }
      List<BookLevel> expected = new ArrayList<>();
      Quantity cumulative = Quantity.ZERO;
      for (Map.Entry<Price, Quantity> level : asks.entrySet().stream().limit(20).toList()) {
        cumulative = cumulative.plus(level.getValue());
        expected.add(new BookLevel(level.getKey(), level.getValue(), cumulative));
      }
      assertThat(book.toEvent(Instant.EPOCH).asks()).isEqualTo(expected);
    }
  }

  @Test
  void buildsNoLevelAnewThatStillStands() throws InvalidRow {
    KrakenBook book = documented(25);
    List<BookLevel> before = book.toEvent(Instant.EPOCH).asks();
    book.apply(update("{\"a\":[[\"0.05040\",\"9.0\",%s]]}".formatted(TIME)));
    List<BookLevel> after = book.toEvent(Instant.EPOCH).asks();

    assertThat(after.getFirst()).isSameAs(before.getFirst());
    assertThat(after.getLast()).isNotEqualTo(before.getLast());
  }

  @Test
  void agreesWithEveryChecksumOfARecordedSession() throws IOException, InvalidRow {
    Path recording =
        SharedData.require("orderbook/kraken_ws_v1_book1000_trade_ticker_2021-04-17.jsonl.gz");
    Map<String, KrakenBook> books = new HashMap<>();
    int checked = 0;
    int wrong = 0;
    try (BufferedReader lines = open(recording)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode message = KrakenMessages.parse(line).path("msg");
        if (message.isArray() && KrakenMessages.channel(message).equals("book")) {
          KrakenBook book =
              books.computeIfAbsent(
                  KrakenMessages.pair(message), pair -> new KrakenBook(BTC_USD, 1000));
          BookUpdate update = BookUpdate.of(KrakenMessages.payloads(message));
          if (update.snapshot()) {
            book.replace(update);
          } else {
            checked++;
            wrong += book.apply(update) == Outcome.RIGHT ? 0 : 1;
          }
        }
      }
    }
    assertThat(wrong).isZero();
    assertThat(checked).isEqualTo(4269);
  }

  private static BufferedReader open(Path recording) throws IOException {
    return new BufferedReader(
        new InputStreamReader(
            new GZIPInputStream(Files.newInputStream(recording)), StandardCharsets.UTF_8));
  }
}
