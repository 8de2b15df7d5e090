package io.tidemark.backfiller.store;

import io.tidemark.kit.candles.CandleSeries;
import io.tidemark.kit.candles.PackedCandles;
import io.tidemark.model.Bar;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Bars of several timeframes of one instrument as bytes, exactly. */
public final class BarCodec {

  private BarCodec() {}

  /** The bars as bytes: of each timeframe a length and its packed series. */
  public static byte[] encode(InstrumentId instrument, Collection<Bar> bars) {
    SortedMap<Timeframe, List<Bar>> series = byTimeframe(bars);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(series.size());
      for (var entry : series.entrySet()) {
        byte[] packed = pack(instrument, entry.getKey(), entry.getValue());
        out.writeInt(packed.length);
        out.write(packed);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  /**
   * What {@link #encode} was given, by timeframe.
   *
   * @throws UncheckedIOException if the bytes are damaged
   */
  public static List<Bar> decode(byte[] bytes) {
    List<Bar> bars = new ArrayList<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int series = in.readInt();
      for (int i = 0; i < series; i++) {
        PackedCandles.read(new ByteArrayInputStream(in.readNBytes(in.readInt())), bars::add);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("staged bars are damaged: " + e.getMessage(), e);
    }
    return bars;
  }

  static byte[] pack(InstrumentId instrument, Timeframe timeframe, List<Bar> bars)
      throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    PackedCandles.write(packed, new CandleSeries(instrument, timeframe), bars.iterator());
    return packed.toByteArray();
  }

  /** Oldest first each. */
  static SortedMap<Timeframe, List<Bar>> byTimeframe(Collection<Bar> bars) {
    SortedMap<Timeframe, List<Bar>> series = new TreeMap<>();
    for (Bar bar : bars) {
      series.computeIfAbsent(bar.timeframe(), timeframe -> new ArrayList<>()).add(bar);
    }
    series.values().forEach(list -> list.sort(Comparator.comparing(Bar::openTime)));
    return series;
  }
}
