package io.tidemark.core.bar;

import io.tidemark.model.Price;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The spread as it last was in each minute of the stream. Every bar closes on a minute, so this is
 * all that is needed to tell the spread at any close, however late the bar is built.
 */
final class Spreads {

  private static final MathContext DIGITS = new MathContext(8, RoundingMode.HALF_EVEN);
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  private final TreeMap<Long, BigDecimal> byMinute = new TreeMap<>();

  /** Notes the top of the book while the stream is at {@code minute}. */
  void note(long minute, Price bid, Price ask) {
    byMinute.put(minute, relative(bid, ask));
  }

  /** (ask - bid) / mid, rounded half-even to 8 significant digits. */
  static BigDecimal relative(Price bid, Price ask) {
    BigDecimal width = ask.value().subtract(bid.value());
    BigDecimal mid = ask.value().add(bid.value()).divide(TWO, MathContext.UNLIMITED);
    return width.divide(mid, DIGITS);
  }

  /** The spread when the stream reached {@code closeMinute}; null if no top was seen before. */
  @Nullable BigDecimal at(long closeMinute) {
    Map.Entry<Long, BigDecimal> last = byMinute.lowerEntry(closeMinute);
    return last == null ? null : last.getValue();
  }

  /** The last spread of all; null if no top was seen. */
  @Nullable BigDecimal latest() {
    return byMinute.isEmpty() ? null : byMinute.lastEntry().getValue();
  }

  /** Forgets what no close after {@code minute} asks for. */
  void forgetBefore(long minute) {
    Long needed = byMinute.lowerKey(minute);
    if (needed != null) {
      byMinute.headMap(needed, false).clear();
    }
  }

  void save(DataOutput out) throws IOException {
    out.writeInt(byMinute.size());
    for (Map.Entry<Long, BigDecimal> entry : byMinute.entrySet()) {
      out.writeLong(entry.getKey());
      DecimalCodec.write(out, entry.getValue());
    }
  }

  void restore(DataInput in) throws IOException {
    byMinute.clear();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      long minute = in.readLong();
      byMinute.put(minute, DecimalCodec.read(in));
    }
  }
}
