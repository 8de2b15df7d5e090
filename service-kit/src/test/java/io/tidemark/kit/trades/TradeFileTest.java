package io.tidemark.kit.trades;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.event.MarketTrade;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TradeFileTest {

  private static final InstrumentId BTC = InstrumentId.of("kraken", "BTC/USD");
  private static final String HEADER = "timestamp,price,amount,side\n";
  private static final String ROWS =
      HEADER + "1704067200000,100.5,2,buy\n1704067200000,100.5,2,buy\n1704067200001,99,0.1,\n";

  @TempDir Path folder;

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("trades.csv"), content);
  }

  private static List<MarketTrade> all(Path file) throws IOException {
    List<MarketTrade> trades = new ArrayList<>();
    try (TradeFile open = TradeFile.open(file, BTC)) {
      open.forEachRemaining(trades::add);
    }
    return trades;
  }

  @Test
  void readsRowsInTheirOrder() throws IOException {
    List<MarketTrade> trades = all(file(ROWS));

    assertThat(trades).extracting(MarketTrade::tradeId).containsExactly("1", "2", "3");
    assertThat(trades).extracting(MarketTrade::taker).containsExactly(Side.BUY, Side.BUY, null);
    assertThat(trades.getFirst().instrument()).isEqualTo(BTC);
    assertThat(trades.getFirst().eventTime()).isEqualTo("2024-01-01T00:00:00Z");
    assertThat(trades.getFirst().price()).isEqualTo(Price.of("100.5"));
    assertThat(trades.getFirst().quantity()).isEqualTo(Quantity.of("2"));
    assertThat(trades.getLast().eventTime()).isEqualTo("2024-01-01T00:00:00.001Z");
  }

  @Test
  void readsSecondsAndRowsWithoutASide() throws IOException {
    List<MarketTrade> trades =
        all(file("timestamp,price,amount\n1385337600,800,1\n1385337600.25,801,1\n"));

    assertThat(trades.getFirst().eventTime()).isEqualTo("2013-11-25T00:00:00Z");
    assertThat(trades.getLast().eventTime()).isEqualTo("2013-11-25T00:00:00.250Z");
    assertThat(trades.getLast().taker()).isNull();
  }

  @Test
  void leavesOutAndCountsRowsInWhichNothingIsTraded() throws IOException {
    try (TradeFile open =
        TradeFile.open(file(HEADER + "1704067200000,1,0,buy\n1704067200001,1,1,buy\n\n"), BTC)) {
      assertThat(open.next().eventTime()).isEqualTo("2024-01-01T00:00:00.001Z");
      assertThat(open.hasNext()).isFalse();
      assertThat(open.skippedRows()).isEqualTo(1);
    }
  }

  @Test
  void readsZippedFilesAndTellsTheHashOfTheirBytes() throws IOException, NoSuchAlgorithmException {
    Path zipped = zipped(ROWS);

    try (TradeFile open = TradeFile.open(zipped, BTC)) {
      List<MarketTrade> trades = new ArrayList<>();
      open.forEachRemaining(trades::add);
      assertThat(trades).isEqualTo(all(file(ROWS)));
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(zipped));
      assertThat(open.sha256()).isEqualTo(HexFormat.of().formatHex(hash));
    }
  }

  private Path zipped(String content) throws IOException {
    Path zipped = folder.resolve("trades.CSV.GZ");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
      out.write(content.getBytes(StandardCharsets.UTF_8));
    }
    return zipped;
  }

  @Test
  void knowsTradesByTheirHeader() throws IOException {
    assertThat(TradeFile.isOne(file(ROWS))).isTrue();
    assertThat(TradeFile.isOne(zipped("timestamp,price,amount\n"))).isTrue();
    assertThat(TradeFile.isOne(file("timestamp,open,high,low,close,volume\n"))).isFalse();
    assertThat(TradeFile.isOne(file(""))).isFalse();
    assertThat(TradeFile.isOne(folder.resolve("none.csv"))).isFalse();
    assertThat(TradeFile.isOne(folder)).isFalse();
  }

  @Test
  void namesTheLineOfWhatIsNoTrade() {
    refuses("time,price\n", "line 1: the header is 'time,price'; there must be timestamp,price");
    refuses(HEADER, "line 1: nothing is traded in it");
    refuses(HEADER + "1704067200000,1,1\n", "line 2: there are 3 fields; there must be 4");
    refuses(HEADER + "1704067200000,x,1,buy\n", "line 2: price is 'x'");
    refuses(HEADER + "1704067200000,0,1,buy\n", "line 2: price is 0; there must be a price above");
    refuses(HEADER + "1704067200000,1,-1,buy\n", "line 2: amount is -1");
    refuses(HEADER + "1704067200000,1,1,bought\n", "line 2: side is 'bought'");
    refuses(HEADER + "-1,1,1,buy\n", "line 2: timestamp is -1");
    refuses(HEADER + "1e300,1,1,buy\n", "line 2: timestamp is 1e300");
    refuses(
        ROWS + "1704067200000,1,1,buy\n",
        "line 5: 2024-01-01T00:00:00Z is before the row above, of 2024-01-01T00:00:00.001Z");
  }

  private void refuses(String content, String message) {
    assertThatExceptionOfType(TradeFileException.class)
        .isThrownBy(() -> all(file(content)))
        .withMessageContaining("trades.csv, ")
        .withMessageContaining(message);
  }

  @Test
  void tellsWhatCannotBeReadAsAFile() throws IOException {
    Path zipped = zipped(ROWS);
    byte[] bytes = Files.readAllBytes(zipped);
    Path half = Files.write(folder.resolve("half.csv.gz"), Arrays.copyOf(bytes, bytes.length - 9));
    Path plain = Files.writeString(folder.resolve("plain.csv.gz"), ROWS);

    assertThatExceptionOfType(TradeFileException.class)
        .isThrownBy(() -> all(half))
        .withMessageContaining("half.csv.gz cannot be unzipped");
    assertThatExceptionOfType(TradeFileException.class)
        .isThrownBy(() -> all(plain))
        .withMessageContaining("plain.csv.gz cannot be unzipped");
    assertThatExceptionOfType(TradeFileException.class)
        .isThrownBy(() -> all(folder.resolve("none.csv")))
        .withMessageContaining("there is no file");
    assertThatExceptionOfType(TradeFileException.class)
        .isThrownBy(() -> all(folder))
        .withMessageContaining("is a folder");
  }
}
