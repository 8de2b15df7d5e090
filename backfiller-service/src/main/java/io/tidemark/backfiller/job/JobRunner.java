package io.tidemark.backfiller.job;

import io.tidemark.model.Symbol;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Works on the jobs that run, those of before the last stop included. */
@Component
class JobRunner implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(3);

  private record ItemKey(UUID jobId, Symbol symbol) {}

  /** An item in work. */
  private record Running(Halt halt, Meter meter, CountDownLatch ended) {}

  private final Workbench bench;
  private final Semaphore places;
  private final Map<ItemKey, Running> items = new ConcurrentHashMap<>();
  private volatile boolean running;

  JobRunner(Workbench bench) {
    this.bench = bench;
    this.places = new Semaphore(bench.properties().itemsAtOnce(), true);
    bench.metrics().gauge("tidemark_backfill_active_items", items, Map::size);
  }

  @Override
  public void start() {
    running = true;
    bench.jobs().running().forEach(job -> begin(job.jobId()));
  }

  /** Begins what of a job has not ended and is not in work. */
  void begin(UUID jobId) {
    List<WorkItem> open =
        bench.jobs().items(jobId).stream().filter(item -> !item.phase().isFinal()).toList();
    if (open.isEmpty()) {
      endIfAllItemsDid(jobId);
    }
    open.forEach(this::begin);
  }

  private void begin(WorkItem item) {
    ItemKey key = new ItemKey(item.jobId(), item.instrument().symbol());
    Running mine =
        new Running(
            new Halt(), new Meter(bench.metrics(), item.instrument()), new CountDownLatch(1));
    if (running && items.putIfAbsent(key, mine) == null) {
      Thread.ofVirtual().name("backfill-" + item.instrument()).start(() -> work(key, item, mine));
    }
  }

  private void work(ItemKey key, WorkItem item, Running mine) {
    try {
      places.acquire();
      try {
        mine.halt().check();
        new ItemRun(bench, item, mine.halt(), mine.meter()).run();
        insistence(item, mine).run(() -> endIfAllItemsDid(item.jobId()));
      } finally {
        places.release();
      }
    } catch (Halt.HaltedException e) {
      LOG.info("event=backfill_halted job={} instrument={}", item.jobId(), item.instrument());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      broken(item, mine, e);
    } finally {
      items.remove(key);
      mine.ended().countDown();
    }
  }

  /** What nobody foresaw ends the item, and says so where its user looks. */
  private void broken(WorkItem item, Running mine, Throwable cause) {
    LOG.error(
        "event=backfill_broken job={} instrument={} action=\"report it; the same request tries again\"",
        item.jobId(),
        item.instrument(),
        cause);
    try {
      Insistence insistence = insistence(item, mine);
      insistence.run(
          () ->
              bench.transaction(
                  () -> bench.jobs().enter(item, Phase.FAILED, "it broke off: " + cause)));
      insistence.run(() -> endIfAllItemsDid(item.jobId()));
    } catch (RuntimeException e) {
      LOG.error(
          "event=backfill_left_open job={} instrument={} action=\"the same request begins it again\"",
          item.jobId(),
          item.instrument(),
          e);
    }
  }

  private Insistence insistence(WorkItem item, Running mine) {
    return new Insistence(
        mine.halt(), bench.properties().longestPause(), item.instrument().toString());
  }

  private synchronized void endIfAllItemsDid(UUID jobId) {
    List<WorkItem> all = bench.jobs().items(jobId);
    if (all.stream().allMatch(item -> item.phase().isFinal())) {
      List<String> failures =
          all.stream()
              .filter(item -> item.phase() == Phase.FAILED)
              .map(item -> item.instrument().symbol() + ": " + item.detail())
              .toList();
      end(
          jobId,
          failures.isEmpty() ? JobStatus.DONE : JobStatus.FAILED,
          String.join("; ", failures));
    }
  }

  private void end(UUID jobId, JobStatus status, String detail) {
    bench.transaction(
        () -> {
          if (bench.jobs().end(jobId, status, detail, bench.clock().instant())) {
            LOG.info(
                "event=backfill_job_ended job={} status={} detail=\"{}\"", jobId, status, detail);
          }
        });
  }

  /** Ends a job's work for good. */
  void cancel(UUID jobId) {
    bench.transaction(
        () -> bench.jobs().end(jobId, JobStatus.CANCELLED, "", bench.clock().instant()));
    halt(jobId);
    if (bench.jobs().find(jobId).map(Job::status).equals(Optional.of(JobStatus.CANCELLED))) {
      bench.transaction(
          () -> {
            bench.jobs().items(jobId).stream()
                .filter(item -> !item.phase().isFinal())
                .forEach(item -> bench.jobs().enter(item, Phase.CANCELLED, item.detail()));
            bench.cursors().dropStaged(jobId);
          });
    }
  }

  private void halt(UUID jobId) {
    List<Running> ours =
        items.entrySet().stream()
            .filter(entry -> entry.getKey().jobId().equals(jobId))
            .map(Map.Entry::getValue)
            .toList();
    ours.forEach(item -> item.halt().halt());
    ours.forEach(item -> await(item.ended(), STOP_LIMIT));
  }

  /** What an item of a job has done since this process works on it; empty if it is not in work. */
  Optional<Meter> meter(UUID jobId, Symbol symbol) {
    return Optional.ofNullable(items.get(new ItemKey(jobId, symbol))).map(Running::meter);
  }

  @Override
  public void stop() {
    running = false;
    List<Running> all = List.copyOf(items.values());
    all.forEach(item -> item.halt().halt());
    long deadline = System.nanoTime() + STOP_LIMIT.toNanos();
    all.forEach(
        item -> await(item.ended(), Duration.ofNanos(Math.max(0, deadline - System.nanoTime()))));
  }

  private static void await(CountDownLatch ended, Duration limit) {
    try {
      if (!ended.await(limit.toNanos(), TimeUnit.NANOSECONDS)) {
        LOG.warn("event=backfill_stops_slowly limit={}", limit);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
