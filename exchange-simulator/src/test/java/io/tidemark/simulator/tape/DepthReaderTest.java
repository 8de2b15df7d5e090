package io.tidemark.simulator.tape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.fill.DepthLevel;
import io.tidemark.model.Side;
import io.tidemark.model.Symbol;
import io.tidemark.simulator.market.ReplayedDepth;
import io.tidemark.simulator.tape.BookChecksum.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each form of recording, in small. */
class DepthReaderTest {

  private static final Symbol BTC = Symbol.parse("BTC/USD");

  @TempDir private Path directory = Path.of("");

  @Test
  void aSecondSnapshotOfBinancesClearsWhatIsNotInIt() throws IOException {
    DepthRecording read =
        read(
            """
            {"recv_ns":1,"msg":{"lastUpdateId":10,"bids":[["99","1"],["98","1"]],"asks":[["101","1"]]}}
            {"recv_ns":2,"msg":{"e":"depthUpdate","E":1000,"U":11,"u":12,"b":[],"a":[["102","2"]]}}
            {"recv_ns":3,"msg":{"e":"trade","T":1000,"p":"99","q":"1","m":true}}
            {"recv_ns":4,"msg":{"lastUpdateId":9,"bids":[["50","1"]],"asks":[]}}
            {"recv_ns":5,"msg":{"lastUpdateId":20,"bids":[["97","3"]],"asks":[["103","1"]]}}
            {"recv_ns":6,"msg":{"e":"depthUpdate","E":2000,"U":15,"u":21,"b":[["96","4"]],"a":[]}}
            """);
    ReplayedDepth book = new ReplayedDepth(read.depth());
    book.step();
    assertThat(bids(book)).containsExactly("99 1", "98 1");
    assertThat(asks(book)).containsExactly("101 1", "102 2");
    book.step();
    assertThat(bids(book)).containsExactly("97 3", "96 4");
    assertThat(asks(book)).containsExactly("103 1");
    assertThat(read.depth().size()).isEqualTo(2);
  }

  @Test
  void aBookOfKrakensVersionOneIsCutToItsDepthAndStartsAnewWithASnapshot() throws IOException {
    DepthRecording read =
        read(
            in(snapshot("XBT/USD", "10.0", "9.0", "11.0", "12.0")),
            in(snapshot("ETH/USD", "1.0", "0.9", "1.1", "1.2")),
            in(
                update(
                    "\"b\":[[\"10.5\",\"2.0\",\"5.000002\"]]",
                    checksum(levels("11.0", "12.0"), levels("10.5:2.0", "10.0")))),
            in(
                update(
                    "\"b\":[[\"10.5\",\"0.0\",\"5.000003\"]]",
                    checksum(levels("11.0", "12.0"), levels("10.0")))),
            in("[1,[[\"10.0\",\"0.5\",\"5.500000\",\"s\",\"l\",\"\"]],\"trade\",\"XBT/USD\"]"),
            in(snapshot("XBT/USD", "20.0", "19.0", "21.0", "22.0")));
    ReplayedDepth book = new ReplayedDepth(read.depth());
    book.step();
    assertThat(bids(book)).containsExactly("10 1", "9 1");
    book.step();
    assertThat(bids(book)).as("two levels were subscribed to").containsExactly("10.5 2", "10 1");
    book.step();
    assertThat(bids(book)).as("a level that fell out does not come back").containsExactly("10 1");
    book.step();
    assertThat(bids(book)).containsExactly("20 1", "19 1");
    assertThat(asks(book)).containsExactly("21 1", "22 1");
    assertThat(read.depth().timeMicros(1)).isEqualTo(5_000_002);

    TradeTape trades = read.trades().tape();
    assertThat(trades.size()).isEqualTo(2);
    assertThat(trades.timeMicros(0)).isEqualTo(read.depth().timeMicros(0));
    assertThat(trades.priceOf(0)).as("the best bid").isEqualByComparingTo("10");
    assertThat(trades.amountOf(0)).as("the least there is").isEqualByComparingTo("0.00000001");
    assertThat(trades.timeMicros(1)).isEqualTo(5_500_000);
    assertThat(trades.taker(1)).isEqualTo(Side.SELL);
  }

  @Test
  void theTickersLastTradeOpensARecordingThatBeginsBeforeItsFirstTrade() throws IOException {
    DepthRecording read =
        read(
            in("[1,{\"c\":[\"10.20\",\"0.30000000\"]},\"ticker\",\"XBT/USD\"]"),
            in(snapshot("XBT/USD", "10.0", "9.0", "11.0", "12.0")));
    assertThat(read.trades().tape().size()).isEqualTo(1);
    assertThat(read.trades().tape().priceOf(0)).isEqualByComparingTo("10.2");
    assertThat(read.trades().tape().amountOf(0)).isEqualByComparingTo("0.3");
  }

  @Test
  void aMissingMessageOfVersionOneIsNoticedByTheChecksum() {
    assertThatThrownBy(
            () ->
                read(
                    in(snapshot("XBT/USD", "10.0", "9.0", "11.0", "12.0")),
                    in(update("\"b\":[[\"9.5\",\"2.0\",\"5.0\"]]", "12345"))))
        .isInstanceOf(MalformedRowException.class)
        .hasMessageContaining("not 12345")
        .hasMessageContaining("no update to be missing");
  }

  @Test
  void everyLineOfVersionTwoIsTheWholeBook() throws IOException {
    DepthRecording read =
        read(
            """
            {"ts":"2024-11-12T06:50:44.897594Z","symbol":"BTC/USD","bids":[["10","1"],["9","2"]],"asks":[["11","1"]]}
            {"ts":"2024-11-12T06:50:45.000000Z","symbol":"BTC/USD","bids":[["10","3"]],"asks":[["12","1"]]}
            """);
    ReplayedDepth book = new ReplayedDepth(read.depth());
    book.step();
    assertThat(bids(book)).containsExactly("10 1", "9 2");
    book.step();
    assertThat(bids(book)).containsExactly("10 3");
    assertThat(asks(book)).containsExactly("12 1");
    assertThat(read.trades().tape().priceOf(0)).isEqualByComparingTo("10");
  }

  @Test
  void aRecordingOfOtherMarketsIsRefusedWithTheirNames() {
    assertThatThrownBy(() -> read(in(snapshot("ETH/USD", "1.0", "0.9", "1.1", "1.2"))))
        .isInstanceOf(MalformedRowException.class)
        .hasMessageContaining("no book of BTC/USD")
        .hasMessageContaining("ETH/USD");
  }

  @Test
  void anUnknownFormIsRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> read("{\"price\":1}"))
        .isInstanceOf(MalformedRowException.class)
        .hasMessageContaining("no known form")
        .hasMessageContaining("recv_ms");
    assertThatThrownBy(() -> read("price,amount")).hasMessageContaining("no JSON");
    assertThatThrownBy(() -> read()).hasMessageContaining("no known form");
  }

  private DepthRecording read(String... lines) throws IOException {
    Path file = directory.resolve("book.jsonl");
    Files.writeString(file, String.join("\n", lines).strip());
    return DepthReader.read(List.of(file), BTC);
  }

  private static String in(String message) {
    return "{\"recv_ms\":1,\"dir\":\"in\",\"msg\":%s}".formatted(message);
  }

  private static String snapshot(String pair, String bid, String bid2, String ask, String ask2) {
    return """
        [1,{"as":[["%s","1.0","5.000000"],["%s","1.0","4.000000"]],\
        "bs":[["%s","1.0","5.000001"],["%s","1.0","3.000000"]]},"book-2","%s"]"""
        .formatted(ask, ask2, bid, bid2, pair);
  }

  private static String update(String rows, String checksum) {
    return "[1,{%s,\"c\":\"%s\"},\"book-2\",\"XBT/USD\"]".formatted(rows, checksum);
  }

  private static String checksum(List<Level> asks, List<Level> bids) {
    return Long.toString(BookChecksum.of(asks, bids));
  }

  /** Each a price, or a price and a volume; the volume is 1.0 otherwise. */
  private static List<Level> levels(String... texts) {
    return Stream.of(texts)
        .map(text -> text.contains(":") ? text : text + ":1.0")
        .map(text -> new Level(text.split(":", -1)[0], text.split(":", -1)[1]))
        .toList();
  }

  private static List<String> bids(ReplayedDepth book) {
    return text(book.after(1).bids());
  }

  private static List<String> asks(ReplayedDepth book) {
    return text(book.after(1).asks());
  }

  private static List<String> text(List<DepthLevel> levels) {
    return levels.stream()
        .map(
            level ->
                level.price().value().stripTrailingZeros().toPlainString()
                    + " "
                    + level.quantity().value().stripTrailingZeros().toPlainString())
        .toList();
  }
}
