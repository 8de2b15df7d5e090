package io.tidemark.launcher.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.backtester.run.BookRecording;
import io.tidemark.model.BookLevel;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.event.OrderBook;
import io.tidemark.testkit.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedBooksTest {

  private static final InstrumentId BTC = InstrumentId.of("binance", "BTC/USDT");

  @TempDir Path folder;

  /** A snapshot, an update that goes on from it, and one that takes a level away. */
  @Test
  void tellsTheBestLevelsAfterEachChange() throws IOException {
    Path file = folder.resolve("book.jsonl");
    Files.writeString(
        file,
        """
        {"recv_ns":1,"msg":{"lastUpdateId":7,"bids":[["100","2"],["99","5"]],"asks":[["101","1"],["103","4"]]}}
        {"recv_ns":2,"msg":{"stream":"btcusdt@depth@100ms","data":{"e":"depthUpdate","E":1704067200100,"U":8,"u":9,"b":[["100","3"]],"a":[["102","2.5"]]}}}
        {"recv_ns":3,"msg":{"stream":"btcusdt@trade","data":{"e":"trade","T":1704067200150,"p":"101","q":"1","m":false}}}
        {"recv_ns":4,"msg":{"stream":"btcusdt@depth@100ms","data":{"e":"depthUpdate","E":1704067200200,"U":10,"u":10,"b":[],"a":[["101","0"]]}}}
        """);

    BookRecording recording = RecordedBooks.read(List.of(file), BTC);

    OrderBook first = recording.books().next();
    assertThat(first.eventTime()).isEqualTo(Instant.ofEpochMilli(1_704_067_200_100L));
    assertThat(levels(first))
        .isEqualTo("100 x 3 (3), 99 x 5 (8) | 101 x 1 (1), 102 x 2.5 (3.5), 103 x 4 (7.5)");
    OrderBook second = recording.books().next();
    assertThat(levels(second))
        .isEqualTo("100 x 3 (3), 99 x 5 (8) | 102 x 2.5 (2.5), 103 x 4 (6.5)");
    assertThat(recording.books().hasNext()).isFalse();
    assertThat(recording.sha256()).hasSize(64);
  }

  private static String levels(OrderBook book) {
    return side(book.bids()) + " | " + side(book.asks());
  }

  private static String side(List<BookLevel> levels) {
    return String.join(
        ", ",
        levels.stream()
            .map(
                level ->
                    "%s x %s (%s)".formatted(level.price(), level.quantity(), level.cumulative()))
            .toList());
  }

  @Test
  void tellsARecordedSessionInOrderWithBidsBelowAsks() {
    List<Path> files =
        List.of(
            SharedData.assume("data/orderbook/binance_BTCUSDT_l2_20240808.jsonl.gz"),
            SharedData.assume("data/orderbook/binance_BTCUSDT_l2_20240809.jsonl.gz"));

    BookRecording recording = RecordedBooks.read(files, BTC);

    int books = 0;
    Instant last = Instant.MIN;
    while (recording.books().hasNext()) {
      OrderBook book = recording.books().next();
      assertThat(book.eventTime()).isAfterOrEqualTo(last);
      assertThat(book.bids()).hasSize(20);
      assertThat(book.asks()).hasSize(20);
      assertThat(book.bids().getFirst().price()).isLessThan(book.asks().getFirst().price());
      last = book.eventTime();
      books++;
    }
    // 3,451 and 3,044 updates, of which those before the snapshot are in it.
    assertThat(books).isBetween(6_000, 6_495);
  }
}
