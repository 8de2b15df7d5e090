package io.tidemark.core.learn;

import io.tidemark.core.feature.FeatureTable;
import io.tidemark.core.feature.Rows;
import io.tidemark.core.history.Span;
import io.tidemark.core.optimise.split.Fold;
import io.tidemark.core.optimise.split.PurgedSplits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Which rows are for what, in order of time.
 *
 * @param train those learnt from
 * @param validation those that choose among models and say when to stop
 * @param holdout those that judge, looked at once
 */
public record TimeSplits(Rows train, Rows validation, Rows holdout) {

  private static final double MOST_PCT = 90;

  /**
   * How rows are divided.
   *
   * @param validationPct percent of the rows for the validation, 0 or above
   * @param holdoutPct percent of the rows for the hold-out, the latest, 0 or above; both together
   *     at most 90
   * @param embargo how many rows after the last that a label looked at are left out too, 0 or
   *     above, for what features remember
   */
  public record Shares(double validationPct, double holdoutPct, int embargo) {

    /**
     * @throws IllegalArgumentException if one is outside of its range
     */
    public Shares {
      if (!(validationPct >= 0 && holdoutPct >= 0 && validationPct + holdoutPct <= MOST_PCT)) {
        throw new IllegalArgumentException(
            "validationPct and holdoutPct must be 0 or above and at most 90 together, were %s and %s"
                .formatted(validationPct, holdoutPct));
      }
      if (embargo < 0) {
        throw new IllegalArgumentException("embargo must be 0 or above, was " + embargo);
      }
    }
  }

  /**
   * Divides rows. A row whose label looked at a row of the next part, or at one up to the embargo
   * before it, is left out.
   *
   * @param rows those that can be used; of them those without a label are left out
   * @throws IllegalArgumentException if a part that was asked for, or the training, would be empty
   */
  public static TimeSplits of(Labels labels, Rows rows, Shares shares) {
    Rows known = rows.where(labels::isKnown);
    int count = known.size();
    int holdoutFrom = count - (int) Math.round(count * shares.holdoutPct() / 100);
    int validationFrom = holdoutFrom - (int) Math.round(count * shares.validationPct() / 100);
    TimeSplits splits =
        new TimeSplits(
            before(known, 0, validationFrom, labels, shares.embargo()),
            before(known, validationFrom, holdoutFrom, labels, shares.embargo()),
            known.slice(holdoutFrom, count));
    if (splits.train.isEmpty()
        || (shares.validationPct() > 0 && splits.validation.isEmpty())
        || (shares.holdoutPct() > 0 && splits.holdout.isEmpty())) {
      throw new IllegalArgumentException(
          "%d rows with a label are too few for %s: of them %d, %d and %d were left for the parts"
              .formatted(
                  count,
                  shares,
                  splits.train.size(),
                  splits.validation.size(),
                  splits.holdout.size()));
    }
    return splits;
  }

  /** Of the rows at some places, those whose labels end in time for the row at the end. */
  private static Rows before(Rows rows, int from, int to, Labels labels, int embargo) {
    Rows part = rows.slice(from, to);
    if (to == rows.size()) {
      return part;
    }
    int next = rows.get(to);
    return part.where(row -> labels.lastRow(row) + (long) embargo < next);
  }

  /**
   * Folds of a purged cross-validation; of each the validation is its test. A row is trained on if
   * neither it nor the end of its label lies in a test or within the purge and embargo round it.
   *
   * @param rows those that can be used, at least one with a label
   * @throws IllegalArgumentException if a fold has nothing to train on
   */
  public static List<TimeSplits> folds(
      FeatureTable table, Labels labels, Rows rows, PurgedSplits splits) {
    Rows known = rows.where(labels::isKnown);
    if (known.isEmpty()) {
      throw new IllegalArgumentException("there must be at least one row with a label");
    }
    Instant from = table.closeTime(known.get(0));
    Instant to = table.closeTime(known.get(known.size() - 1)).plusMillis(1);
    List<TimeSplits> folds = new ArrayList<>();
    for (Fold fold : splits.folds(new Span(from, to))) {
      Rows test = known.where(row -> isIn(fold.test(), table.closeTime(row)));
      Rows train =
          known.where(
              row ->
                  isIn(fold.train(), table.closeTime(row))
                      && fold.test().stream().noneMatch(one -> touches(table, labels, row, one)));
      if (train.isEmpty()) {
        throw new IllegalArgumentException(
            "%s leaves no row to train on for the test %s".formatted(splits, fold.test()));
      }
      folds.add(new TimeSplits(train, test, Rows.of()));
    }
    return List.copyOf(folds);
  }

  /** Whether the time from a row to the end of its label has some of a span in it. */
  private static boolean touches(FeatureTable table, Labels labels, int row, Span span) {
    return table.closeTime(row).isBefore(span.to())
        && !table.closeTime(labels.lastRow(row)).isBefore(span.from());
  }

  private static boolean isIn(List<Span> spans, Instant instant) {
    return spans.stream().anyMatch(span -> span.holds(instant));
  }
}
