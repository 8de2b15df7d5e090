package io.tidemark.simulator.tape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.model.Side;
import io.tidemark.simulator.Shared;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TapeReaderTest {

  @TempDir private Path directory = Path.of("");

  @Test
  void readsTheBundledTradesAndCountsTheEmptyOnes() {
    Recording recording = TapeReader.readBundled();

    assertThat(recording.tape().size()).isEqualTo(99_982);
    assertThat(recording.skippedRows()).isEqualTo(18);
    assertThat(recording.roundedValues()).isZero();
    assertThat(recording.priceDecimals()).isEqualTo(2);
    assertThat(recording.tape().priceOf(0)).isEqualByComparingTo("800.01");
  }

  @Test
  void timesRiseStrictlySoThatATimeNamesATrade() {
    TradeTape tape = TapeReader.readBundled().tape();

    for (int i = 1; i < tape.size(); i++) {
      assertThat(tape.timeMicros(i)).isGreaterThan(tape.timeMicros(i - 1));
    }
  }

  @Test
  void aTradeWithoutASideGetsOneByTheTickRule() {
    TradeTape tape =
        read(
                "timestamp,price,amount,side",
                "1000000000000,10,1,",
                "1000000000001,9,1,",
                "1000000000002,9,1,",
                "1000000000003,11,1,",
                "1000000000004,12,1,sell")
            .tape();

    assertThat(List.of(0, 1, 2, 3, 4))
        .extracting(tape::taker)
        .containsExactly(Side.BUY, Side.SELL, Side.SELL, Side.BUY, Side.SELL);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1000000000000,abc,1,buy | price is 'abc'; expected price as a decimal number",
        "1000000000000,0,1,buy | price is 0; expected price above 0",
        "1000000000000,1,-1,buy | amount is -1; expected amount at or above 0",
        "1000000000000,1,1,both | side is 'both'; expected buy, sell or nothing",
        "1000000000000,1,1 | 3 fields; expected 4 fields",
        "999999999999,1,1,buy | timestamp 999999999999 is before the row above",
        "yesterday,1,1,buy | timestamp is 'yesterday'",
        "1000000000000,99999999999,1,buy | a number is too large",
      })
  void aMalformedRowIsToldWithItsFileLineAndWhatIsExpected(String row, String message) {
    assertThatThrownBy(
            () -> read("timestamp,price,amount,side", "1000000000000,1,1,buy", row.strip()))
        .isInstanceOf(MalformedRowException.class)
        .hasMessageContaining("data.csv, line 3: " + message.strip());
  }

  @Test
  void anUnknownHeaderIsToldWithThoseThatAreKnown() {
    assertThatThrownBy(() -> read("time,price"))
        .hasMessageContaining("line 1: header is 'time,price'")
        .hasMessageContaining("timestamp,open,high,low,close,volume");
  }

  @Test
  void aFileInWhichNothingIsTradedIsRefused() {
    assertThatThrownBy(() -> read("timestamp,price,amount,side", "1000000000000,1,0,buy"))
        .hasMessageContaining("nothing is traded in it");
  }

  @Test
  void aCandleThatContradictsItselfIsRefused() {
    assertThatThrownBy(
            () -> read("timestamp,open,high,low,close,volume", "1000000000000,5,4,3,3,1"))
        .hasMessageContaining("high is 4; expected high at or above open and close");
  }

  @Test
  void aCandleIsReplayedThroughItsExtremesWithinItsTime() {
    TradeTape tape =
        read(
                "timestamp,open,high,low,close,volume",
                "1000000000000,5,9,3,6,1",
                "1000000060000,6,7,2,4,2")
            .tape();

    assertThat(List.of(0, 1, 2, 3, 4, 5, 6, 7))
        .extracting(i -> tape.priceOf(i).stripTrailingZeros().toPlainString())
        .containsExactly("5", "3", "9", "6", "6", "7", "2", "4");
    assertThat(tape.timeMicros(3)).isEqualTo(1_000_000_045_000_000L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ohlcv/1m/binance_BTCUSDT_1m_2025-06.csv.gz",
        "ohlcv/1m/bitfinex_XRPUSD_1m_2018Q1.csv.gz"
      })
  void replayedCandlesGiveTheSameCandlesAgain(String name) throws IOException {
    Path file = Shared.data(name);
    Recording recording = TapeReader.read(file);
    TradeTape tape = recording.tape();
    assertThat(recording.roundedValues()).isZero();
    int next = 0;
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(Shared.unzip(file), StandardCharsets.UTF_8))) {
      reader.readLine();
      for (String row = reader.readLine(); row != null; row = reader.readLine()) {
        String[] fields = row.split(",");
        long end = (Long.parseLong(fields[0]) + 60_000) * 1000;
        int first = next;
        BigDecimal high = tape.priceOf(first);
        BigDecimal low = high;
        BigDecimal volume = BigDecimal.ZERO;
        for (; next < tape.size() && tape.timeMicros(next) < end; next++) {
          high = high.max(tape.priceOf(next));
          low = low.min(tape.priceOf(next));
          volume = volume.add(tape.amountOf(next));
        }
        assertSame(row, fields[1], tape.priceOf(first));
        assertSame(row, fields[2], high);
        assertSame(row, fields[3], low);
        assertSame(row, fields[4], tape.priceOf(next - 1));
        assertSame(row, fields[5], volume);
      }
    }
    assertThat(next).isEqualTo(tape.size());
  }

  private static void assertSame(String row, String expected, BigDecimal seen) {
    if (new BigDecimal(expected).compareTo(seen) != 0) {
      assertThat(seen).as(row).isEqualByComparingTo(expected);
    }
  }

  private Recording read(String... lines) {
    Path file = directory.resolve("data.csv");
    try {
      Files.write(file, List.of(lines));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return TapeReader.read(file);
  }
}
