package io.tidemark.core.indicator;

import org.jspecify.annotations.Nullable;

/** A series of a node whose whole column is shared: read if it is there, noted otherwise. */
final class SharedOutput {

  private final Series series;
  private final SeriesColumns columns;
  private final double @Nullable [] found;
  private final double @Nullable [] noted;

  SharedOutput(Series series, SeriesColumns columns) {
    this.series = series;
    this.columns = columns;
    this.found = columns.find(series.key()).orElse(null);
    this.noted = found == null && columns.hasRoom() ? new double[columns.bars()] : null;
  }

  boolean isThere() {
    return found != null;
  }

  /** Gives the series the bars of a block. */
  void read(BarBlock block) {
    if (found != null) {
      double[] to = series.openBlock(block.count());
      System.arraycopy(found, block.first(), to, series.blockStart(), block.count());
    }
  }

  /** Notes what the series is at the bars of a block, and shares it after the last one. */
  void note(BarBlock block) {
    if (noted != null) {
      System.arraycopy(
          series.blockValues(), series.blockStart(), noted, block.first(), block.count());
      if (block.first() + block.count() == noted.length) {
        columns.keep(series.key(), noted);
      }
    }
  }
}
