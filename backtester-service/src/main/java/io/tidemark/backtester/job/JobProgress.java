package io.tidemark.backtester.job;

import io.tidemark.backtester.job.JobView.Progress;
import io.tidemark.backtester.search.SearchWatch;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** How far a job is in this process, and whether it is to end. Thread-safe. */
final class JobProgress implements LongPredicate, SearchWatch {

  private static final double NANOS = 1e9;
  private static final double PERCENT = 100;

  private final String unit;
  private @Nullable Thread worker = Thread.currentThread();
  private boolean stopped;
  private long begun = System.nanoTime();
  private long before;
  private long done;
  private long total;
  private String waitsFor = "";

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
    waitsFor = "";
    done = earlier;
  }

  @Override
  public synchronized boolean test(long bars) {
    done = bars;
    return !stopped;
  }

  @Override
  public synchronized void trialEnded(@Nullable Double best) {
    done++;
  }

  @Override
  public synchronized boolean isStopped() {
    return stopped;
  }

  /** Takes what keeps the job from going on, until it does. */
  synchronized void waitFor(String cause) {
    waitsFor = cause;
  }

  /** What keeps the job from going on; empty if nothing does. */
  synchronized String waitsFor() {
    return waitsFor;
  }

  /** Asks for the end, and wakes the worker from whatever it waits for. */
  synchronized void stop() {
    stopped = true;
    if (worker != null) {
      worker.interrupt();
    }
  }

  /** The worker leaves the job; what was meant for it then does not reach the worker's next one. */
  synchronized void leave() {
    worker = null;
    Thread.interrupted();
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
