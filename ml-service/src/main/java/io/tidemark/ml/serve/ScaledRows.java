package io.tidemark.ml.serve;

/**
 * The last rows of an instrument as a model is shown them: a ring of as many as it must know. Rows
 * are standardised once, and all anew for another model.
 */
final class ScaledRows {

  private final ServedModel served;
  private final RecentRows recent;
  private final int history;
  private final int columns;
  private final double[] values;
  private long next;

  /**
   * @param recent keeps at least the model's history
   */
  ScaledRows(ServedModel served, RecentRows recent) {
    this.served = served;
    this.recent = recent;
    this.history = served.history();
    this.columns = served.standardiser().columns();
    this.values = new double[history * columns];
  }

  RecentRows recent() {
    return recent;
  }

  /** Takes the rows that came since. */
  void catchUp() {
    long end = recent.taken();
    for (long row = Math.max(next, end - Math.min(history, recent.size())); row < end; row++) {
      int ago = (int) (end - 1 - row);
      served.standardiser().apply(served.features(), recent.ago(ago), values, place(row));
    }
    next = end;
  }

  private int place(long row) {
    return (int) (row % history) * columns;
  }

  /** Copies a row; see {@link io.tidemark.ml.model.Samples#copy}. */
  void copy(int ago, double[] to) {
    System.arraycopy(values, place(next - 1 - ago), to, 0, columns);
  }
}
