package io.tidemark.backtester.job;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidemark.backtester.BacktesterProperties;
import io.tidemark.kit.time.SuiteClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs jobs in the order they came, those of before the last stop first. */
@Component
class JobQueue implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(JobQueue.class);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(3);
  private static final long LOOK_SECONDS = 1;

  private final JobTable jobs;
  private final TransactionTemplate transactions;
  private final SuiteClock clock;
  private final BacktesterProperties properties;
  private final JobMetrics metrics;
  private final Map<JobKind, Work> works = new EnumMap<>(JobKind.class);
  private final Map<UUID, JobProgress> running = new ConcurrentHashMap<>();
  private final List<Thread> workers = new ArrayList<>();
  private final Semaphore news = new Semaphore(0);
  private final Object taking = new Object();
  private volatile boolean open;

  JobQueue(
      JobTable jobs,
      TransactionTemplate stageTransactions,
      SuiteClock clock,
      BacktesterProperties properties,
      MeterRegistry registry,
      List<Work> works) {
    this.jobs = jobs;
    this.transactions = stageTransactions;
    this.clock = clock;
    this.properties = properties;
    this.metrics = new JobMetrics(registry);
    works.forEach(work -> this.works.put(work.kind(), work));
    metrics.watch(running, jobs);
  }

  @Override
  public void start() {
    int again = Objects.requireNonNullElse(transactions.execute(_ -> jobs.requeue()), 0);
    if (again > 0) {
      LOG.info("event=jobs_taken_up_again jobs={}", again);
    }
    open = true;
    for (int i = 0; i < properties.jobsAtOnce(); i++) {
      workers.add(Thread.ofPlatform().name("backtest-job-" + i).daemon().start(this::workUntilEnd));
    }
  }

  /** Tells that a job waits. */
  void wake() {
    news.release();
  }

  /** What a job does now; empty if it is not worked on. */
  Optional<JobProgress> progress(UUID id) {
    return Optional.ofNullable(running.get(id));
  }

  /** Ends a job; one that has ended stays as it is. */
  void cancel(Job job) {
    synchronized (taking) {
      Boolean ended = transactions.execute(_ -> jobs.cancel(job.id(), clock.instant()));
      JobProgress progress = running.get(job.id());
      if (progress != null) {
        progress.stop();
      }
      if (Boolean.TRUE.equals(ended)) {
        metrics.ended(job.kind(), JobStatus.CANCELLED);
        LOG.info("event=job_ended job={} status={}", job.id(), JobStatus.CANCELLED);
      }
    }
  }

  private void workUntilEnd() {
    while (open) {
      try {
        Optional<Taken> next = take();
        if (next.isPresent()) {
          work(next.get());
        } else {
          news.tryAcquire(LOOK_SECONDS, TimeUnit.SECONDS);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        LOG.error("event=jobs_wait action=\"see that the database answers\"", e);
        rest();
      }
    }
  }

  private void rest() {
    try {
      TimeUnit.MILLISECONDS.sleep(properties.longestPause().toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private record Taken(Job job, Work work, JobProgress progress) {}

  /** No cancellation comes between a job's start and the place where it is told. */
  private Optional<Taken> take() {
    synchronized (taking) {
      Optional<Job> claimed =
          Objects.requireNonNull(transactions.execute(_ -> jobs.claim(clock.instant())));
      return claimed.map(
          job -> {
            Work work = Objects.requireNonNull(works.get(job.kind()), job.kind().title());
            JobProgress progress = new JobProgress(work.unit());
            running.put(job.id(), progress);
            return new Taken(job, work, progress);
          });
    }
  }

  private void work(Taken taken) {
    Job job = taken.job();
    LOG.info("event=job_started job={} kind={} strategy={}", job.id(), job.kind(), job.strategy());
    long begun = System.nanoTime();
    Ending ending =
        new Attempts(taken.work(), properties.longestPause()).end(job, taken.progress());
    running.remove(job.id());
    taken.progress().leave();
    metrics.worked(job.kind(), taken.progress().doneHere(), System.nanoTime() - begun);
    if (ending != null) {
      keep(job, ending);
    }
  }

  /** Nothing but the end of the service keeps it from being kept. */
  private void keep(Job job, Ending ending) {
    Ending kept = ending;
    while (open) {
      try {
        Ending now = kept;
        Boolean ended = transactions.execute(_ -> write(job.id(), now));
        if (Boolean.TRUE.equals(ended)) {
          metrics.ended(job.kind(), now.status());
          LOG.info(
              "event=job_ended job={} status={} detail=\"{}\"",
              job.id(),
              now.status(),
              now.detail());
        }
        return;
      } catch (RuntimeException e) {
        if (Attempts.mayPass(e)) {
          LOG.warn("event=job_waits job={} cause=\"{}\"", job.id(), e.getMessage());
        } else {
          LOG.error("event=job_not_kept job={} action=\"report it\"", job.id(), e);
          kept = Ending.failed("its result cannot be kept: " + e);
        }
        rest();
      }
    }
  }

  private boolean write(UUID id, Ending ending) {
    boolean ended = jobs.end(id, ending.status(), ending.detail(), clock.instant());
    Work.Result result = ending.result();
    if (ended && result != null) {
      jobs.saveResult(id, result.json());
      result.rows().run();
    }
    return ended;
  }

  @Override
  public void stop() {
    open = false;
    running.values().forEach(JobProgress::stop);
    news.release(workers.size());
    long deadline = System.nanoTime() + STOP_LIMIT.toNanos();
    for (Thread worker : workers) {
      await(worker, Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
    }
    workers.clear();
  }

  private static void await(Thread worker, Duration limit) {
    try {
      if (!worker.join(limit)) {
        LOG.warn("event=job_stops_slowly worker={}", worker.getName());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return open;
  }
}
