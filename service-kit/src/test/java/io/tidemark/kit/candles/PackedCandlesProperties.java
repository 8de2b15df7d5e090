package io.tidemark.kit.candles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.history.BarColumns;
import io.tidemark.model.Bar;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What must hold of any bars and any damage. */
class PackedCandlesProperties {

  private static final InstrumentId BTC = InstrumentId.of("kraken", "BTC/USD");

  @Property(tries = 150, seed = "20131125")
  void whatIsReadEqualsWhatWasWritten(
      @ForAll long seed, @ForAll Timeframe timeframe, @ForAll @IntRange(max = 300) int count)
      throws IOException {
    List<Bar> bars = SeededBars.of(seed, timeframe, count);
    CandleSeries series = new CandleSeries(BTC, timeframe);

    List<Bar> read = new ArrayList<>();
    CandleSeries told =
        PackedCandles.read(new ByteArrayInputStream(packed(series, bars)), read::add);

    assertThat(told).isEqualTo(series);
    assertThat(read).isEqualTo(bars);
  }

  @Property(tries = 150, seed = "20131128")
  void columnsHoldEveryBarExactly(
      @ForAll long seed, @ForAll Timeframe timeframe, @ForAll @IntRange(max = 300) int count)
      throws IOException {
    List<Bar> bars = SeededBars.of(seed, timeframe, count);

    BarColumns columns =
        PackedCandles.columns(
            new ByteArrayInputStream(packed(new CandleSeries(BTC, timeframe), bars)));

    BarColumns expected = BarColumns.of(timeframe, bars);
    assertThat(columns.size()).isEqualTo(count);
    assertThat(columns.partialBars()).isEqualTo(expected.partialBars());
    for (int i = 0; i < count; i++) {
      assertThat(columns.bar(i)).isEqualTo(bars.get(i));
      assertThat(columns.isPartial(i)).isEqualTo(expected.isPartial(i));
      assertThat(columns.close(i)).isEqualTo(expected.close(i));
      assertThat(columns.volume(i)).isEqualTo(expected.volume(i));
    }
  }

  @Property(tries = 150, seed = "20131126")
  void anyCutIsNoticed(@ForAll long seed, @ForAll @IntRange(min = 1, max = 5000) int cut)
      throws IOException {
    byte[] whole =
        packed(new CandleSeries(BTC, Timeframe.M1), SeededBars.of(seed, Timeframe.M1, 50));
    byte[] part = Arrays.copyOf(whole, whole.length - Math.min(cut, whole.length));

    assertThatThrownBy(() -> PackedCandles.read(new ByteArrayInputStream(part), bar -> {}))
        .isInstanceOf(CorruptCandlesException.class);
  }

  @Property(tries = 400, seed = "20131127")
  void anyAlteredBitIsNoticedBeforeItsBarsAreHandedOver(
      @ForAll @IntRange(max = 1 << 20) int place, @ForAll @IntRange(max = 7) int bit)
      throws IOException {
    List<Bar> bars = SeededBars.of(3, Timeframe.M1, 40);
    byte[] bytes = packed(new CandleSeries(BTC, Timeframe.M1), bars);
    bytes[place % bytes.length] ^= (byte) (1 << bit);

    List<Bar> read = new ArrayList<>();
    assertThatThrownBy(() -> PackedCandles.read(new ByteArrayInputStream(bytes), read::add))
        .isInstanceOf(CorruptCandlesException.class);
    assertThat(read).isIn(List.of(), bars);
  }

  private static byte[] packed(CandleSeries series, List<Bar> bars) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(PackedCandles.write(out, series, bars.iterator())).isEqualTo(bars.size());
    return out.toByteArray();
  }
}
