package io.tidemark.kit.candles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PackedCandlesTest {

  private static final CandleSeries SERIES =
      new CandleSeries(InstrumentId.of("kraken", "BTC/USD"), Timeframe.M1);

  @Test
  void keepsABlocksEdge() throws IOException {
    for (int count : List.of(4095, 4096, 4097, 8192)) {
      List<Bar> bars = SeededBars.of(count, Timeframe.M1, count);
      List<Bar> read = new ArrayList<>();
      PackedCandles.read(new ByteArrayInputStream(packed(bars)), read::add);
      assertThat(read).isEqualTo(bars);
    }
  }

  @Test
  void laysTheBytesAsDocumented() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PackedCandleWriter writer = new PackedCandleWriter(out, SERIES);
    writer.add(raw(Instant.ofEpochMilli(60_000), "1.5", 3L));
    writer.add(raw(Instant.ofEpochMilli(180_000), "2.25", null));
    writer.finish();

    String hex = HexFormat.of().formatHex(out.toByteArray());
    String header =
        "54444d43" + "01" + "06" + "6b72616b656e" + "07" + "4254432f555344" + "02" + "316d";
    String times = "02" + "e0d403" + "c0a907" + "04";
    String price = "01" + "04" + "ac02" + "9601";
    String absent = "00";
    String trades = "11" + "01" + "06";
    String run = "02" + "05" + "07";
    String body = times + price.repeat(5) + absent.repeat(4) + trades + run;
    assertThat(hex).startsWith(header);
    assertThat(hex.substring(header.length() + 8))
        .startsWith("%02x".formatted(body.length() / 2) + body);
    assertThat(hex.substring(header.length() + 8 + 2 + body.length() + 8)).startsWith("0002");
  }

  @Test
  void carriesRowsThatCanBeNoBar() throws IOException {
    RawCandle wrong = raw(Instant.ofEpochMilli(60_001), "-1.5", -3L);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PackedCandleWriter writer = new PackedCandleWriter(out, SERIES);
    writer.add(wrong);
    writer.finish();

    PackedCandleReader reader = new PackedCandleReader(new ByteArrayInputStream(out.toByteArray()));
    assertThat(reader.block()).containsExactly(wrong);
    assertThat(reader.block()).isEmpty();
    assertThatThrownBy(
            () -> PackedCandles.read(new ByteArrayInputStream(out.toByteArray()), bar -> {}))
        .isInstanceOf(CorruptCandlesException.class)
        .hasMessageContaining("no bar");
  }

  @Test
  void refusesWhatIsNotPackedCandles() {
    assertThatThrownBy(
            () ->
                PackedCandles.read(
                    new ByteArrayInputStream("timestamp,open".getBytes(StandardCharsets.UTF_8)),
                    bar -> {}))
        .isInstanceOf(CorruptCandlesException.class)
        .hasMessageContaining("must begin with TDMC");
  }

  @Test
  void refusesABarOfAnotherTimeframe() {
    Bar hour = SeededBars.of(1, Timeframe.H1, 1).getFirst();

    assertThatThrownBy(() -> packed(List.of(hour)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("was one of 1h");
  }

  @Test
  void takesAFewBytesABar() throws IOException {
    assertThat(packed(SeededBars.year(50_000)).length / 50_000).isLessThan(45);
  }

  private static RawCandle raw(Instant open, String price, @Nullable Long trades) {
    BigDecimal value = new BigDecimal(price);
    return new RawCandle(
        open,
        value,
        value,
        value,
        value,
        value,
        null,
        trades,
        null,
        null,
        null,
        Completeness.PARTIAL,
        BarSource.VENUE_CANDLE,
        7);
  }

  private static byte[] packed(List<Bar> bars) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PackedCandles.write(out, SERIES, bars.iterator());
    return out.toByteArray();
  }
}
