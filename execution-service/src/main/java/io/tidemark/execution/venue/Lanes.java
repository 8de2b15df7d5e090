package io.tidemark.execution.venue;

import io.tidemark.model.InstrumentId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Threads that tasks of one instrument always share, so that they run one after the other, while
 * other instruments' run beside them. Thread-safe.
 */
final class Lanes {

  private final List<Lane> lanes;

  Lanes(int count) {
    lanes = IntStream.range(0, count).mapToObj(Lane::new).toList();
  }

  /** Runs a task after those of its instrument that came before. */
  void run(InstrumentId instrument, Runnable task) {
    lane(instrument).run(task);
  }

  /** Whether the next task of an instrument would run at once. */
  boolean isFree(InstrumentId instrument) {
    return lane(instrument).unfinished.get() == 0;
  }

  /**
   * Takes no more tasks.
   *
   * @return whether those taken before ended in time
   */
  boolean endWithin(Duration patience) {
    lanes.forEach(lane -> lane.thread.shutdown());
    long end = System.nanoTime() + patience.toNanos();
    try {
      for (Lane lane : lanes) {
        if (!lane.thread.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
          return false;
        }
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Lane lane(InstrumentId instrument) {
    return lanes.get(Math.floorMod(instrument.hashCode(), lanes.size()));
  }

  private static final class Lane {

    private final ExecutorService thread;
    private final AtomicInteger unfinished = new AtomicInteger();

    Lane(int number) {
      thread =
          Executors.newSingleThreadExecutor(
              Thread.ofPlatform().daemon().name("orders-" + number).factory());
    }

    void run(Runnable task) {
      unfinished.incrementAndGet();
      thread.execute(
          () -> {
            try {
              task.run();
            } finally {
              unfinished.decrementAndGet();
            }
          });
    }
  }
}
