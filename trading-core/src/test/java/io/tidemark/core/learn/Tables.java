package io.tidemark.core.learn;

import io.tidemark.core.feature.Feature;
import io.tidemark.core.feature.FeatureSet;
import io.tidemark.core.feature.FeatureTable;
import io.tidemark.core.history.BarColumns;
import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Timeframe;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Tables of minutes from the start of 2024. */
final class Tables {

  static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

  private static final FeatureSet SET =
      FeatureSet.of(Timeframe.M1, List.of(new Feature("close", "close")));

  private Tables() {}

  /** Minutes that never left their close. */
  static FeatureTable ofCloses(String... closes) {
    String[][] bars = new String[closes.length][];
    for (int i = 0; i < closes.length; i++) {
      bars[i] = new String[] {closes[i], closes[i], closes[i]};
    }
    return ofBars(bars);
  }

  /** Minutes by high, low and close. */
  static FeatureTable ofBars(String[]... bars) {
    List<Bar> all = new ArrayList<>();
    for (int i = 0; i < bars.length; i++) {
      Price close = Price.of(bars[i][2]);
      all.add(
          new Bar(
              Timeframe.M1,
              START.plusSeconds(60L * i),
              close,
              Price.of(bars[i][0]),
              Price.of(bars[i][1]),
              close,
              Quantity.of("1"),
              null,
              null,
              null,
              null,
              null,
              Completeness.COMPLETE,
              BarSource.VENUE_CANDLE,
              0));
    }
    return FeatureTable.of(SET, BarColumns.of(Timeframe.M1, all));
  }

  /** Minutes whose closes do not matter. */
  static FeatureTable ofMinutes(int count) {
    String[] closes = new String[count];
    for (int i = 0; i < count; i++) {
      closes[i] = "" + (100 + i % 7);
    }
    return ofCloses(closes);
  }
}
