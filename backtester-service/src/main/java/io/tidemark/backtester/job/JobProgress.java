package io.tidemark.backtester.job;

import io.tidemark.backtester.job.JobView.Progress;
import io.tidemark.backtester.search.SearchWatch;
import io.tidemark.kit.work.RunningWork;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** How far a job is in this process. Thread-safe. */
final class JobProgress extends RunningWork implements LongPredicate, SearchWatch {

  private static final double NANOS = 1e9;
  private static final double PERCENT = 100;

  private final String unit;
  private long begun = System.nanoTime();
  private long before;
  private long done;
  private long total;

  /**
   * Of a job that the current thread works on.
   *
   * @param unit of what is counted
   */
  JobProgress(String unit) {
    this.unit = unit;
  }

  /**
   * Takes how much there is to do.
   *
   * @param all in all
   * @param earlier of that was done by another process
   */
  synchronized void begin(long all, long earlier) {
    begun = System.nanoTime();
    total = all;
    before = earlier;
    waitFor("");
    done = earlier;
  }

  @Override
  public synchronized boolean test(long bars) {
    done = bars;
    return !isStopped();
  }

  @Override
  public synchronized void trialEnded(@Nullable Double best) {
    done++;
  }

  /** What was done in this process. */
  synchronized long doneHere() {
    return done - before;
  }

  synchronized Progress view() {
    return view(unit, before, done, total, (System.nanoTime() - begun) / NANOS);
  }

  static Progress view(String unit, long before, long done, long total, double seconds) {
    double rate = seconds > 0 ? (done - before) / seconds : 0;
    return new Progress(
        total == 0 ? 0 : Math.min(PERCENT, PERCENT * done / total),
        done,
        total,
        unit,
        rate,
        rate > 0 ? (Long) (long) Math.ceil(Math.max(0, total - done) / rate) : null);
  }
}
