package io.tidemark.ml.training;

import io.tidemark.core.feature.FeatureRow;
import io.tidemark.core.feature.FeatureSet;
import io.tidemark.core.feature.FeatureTable;
import io.tidemark.core.feature.Standardiser;
import io.tidemark.ml.model.SampleTable;
import java.time.Instant;
import java.util.List;

/** Features as models take them: standardised, with the change of the close. */
final class SampleRows {

  private SampleRows() {}

  /**
   * Rows of a table that follow each other.
   *
   * @param from the first
   * @param to the first that does not count
   */
  static SampleTable of(Standardiser standardiser, FeatureTable table, int from, int to) {
    int columns = standardiser.columns();
    double[] values = new double[Math.multiplyExact(to - from, columns)];
    double[] changes = new double[to - from];
    for (int row = from; row < to; row++) {
      standardiser.apply(table, row, values, (row - from) * columns);
      if (row > 0) {
        changes[row - from] =
            change(
                table.closeTime(row - 1),
                table.close(row - 1),
                table.openTime(row),
                table.close(row));
      }
    }
    return new SampleTable(columns, values, changes);
  }

  /** Rows of streams, one stream after the other. */
  static SampleTable of(
      Standardiser standardiser, FeatureSet set, List<? extends List<FeatureRow>> streams) {
    int columns = standardiser.columns();
    int rows = streams.stream().mapToInt(List::size).sum();
    double[] values = new double[Math.multiplyExact(rows, columns)];
    double[] changes = new double[rows];
    int at = 0;
    for (List<FeatureRow> stream : streams) {
      for (int i = 0; i < stream.size(); i++, at++) {
        FeatureRow row = stream.get(i);
        standardiser.apply(set, row, values, at * columns);
        if (i > 0) {
          FeatureRow before = stream.get(i - 1);
          changes[at] = change(before.closeTime(), before.close(), row.openTime(), row.close());
        }
      }
    }
    return new SampleTable(columns, values, changes);
  }

  /** 0 where the bar before is missing. */
  private static double change(
      Instant closedBefore, double closeBefore, Instant opened, double close) {
    return closedBefore.equals(opened) ? StrictMath.log(close / closeBefore) : 0;
  }
}
