package io.tidemark.ml.run;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.ml.registry.TrainingRun;
import io.tidemark.ml.registry.TrainingRun.Progress;
import io.tidemark.ml.registry.TrainingRun.Status;
import io.tidemark.ml.registry.TrainingRunTable;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Runs trainings one at a time in the order they came, those first that the last end of the service
 * broke off. Each change of a run is one statement, so there is nothing in between.
 */
@Component
class RunQueue implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(RunQueue.class);

  /** Longer than a training's process is given to end by itself. */
  private static final Duration STOP_LIMIT = RunWork.GRACE.plusSeconds(2);

  private static final long LOOK_SECONDS = 1;

  private final TrainingRunTable table;
  private final RunWork work;
  private final SuiteClock clock;
  private final RunProperties properties;
  private final MeterRegistry metrics;
  private final Semaphore news = new Semaphore(0);
  private final Object taking = new Object();
  private @Nullable Taken running;
  private @Nullable Thread worker;
  private volatile boolean open;

  RunQueue(
      TrainingRunTable table,
      RunWork work,
      SuiteClock clock,
      RunProperties properties,
      MeterRegistry metrics) {
    this.table = table;
    this.work = work;
    this.clock = clock;
    this.properties = properties;
    this.metrics = metrics;
    metrics.gauge("tidemark_ml_training_runs_running", this, queue -> queue.isBusy() ? 1 : 0);
  }

  private record Taken(TrainingRun run, RunProgress progress) {}

  private boolean isBusy() {
    synchronized (taking) {
      return running != null;
    }
  }

  @Override
  public void start() {
    int again = table.interruptAll(properties.attempts(), clock.instant());
    if (again > 0) {
      LOG.info("event=training_interrupted runs={} then=\"taken up again\"", again);
    }
    open = true;
    worker = Thread.ofPlatform().name("training-runs").daemon().start(this::workUntilEnd);
  }

  /** Tells that a run waits. */
  void wake() {
    news.release();
  }

  /** What keeps a run from going on; empty if nothing does. */
  String waitsFor(UUID id) {
    synchronized (taking) {
      return running != null && running.run().id().equals(id) ? running.progress().waitsFor() : "";
    }
  }

  /** Ends a run; one that has ended stays as it is. */
  void cancel(TrainingRun run) {
    synchronized (taking) {
      boolean ended = table.cancel(run.id(), clock.instant());
      if (running != null && running.run().id().equals(run.id())) {
        running.progress().stop();
      }
      if (ended) {
        ended(run, Status.CANCELLED, "");
      }
    }
  }

  private void workUntilEnd() {
    while (open) {
      try {
        Optional<Taken> next = take();
        if (next.isPresent()) {
          run(next.get());
        } else {
          news.tryAcquire(LOOK_SECONDS, TimeUnit.SECONDS);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (DataAccessException e) {
        LOG.error(
            "event=training_waits cause=\"{}\" action=\"see that the database answers\"",
            e.getMessage());
        rest();
      }
    }
  }

  /** No cancellation comes between a run's start and the place where it is told. */
  private Optional<Taken> take() {
    synchronized (taking) {
      if (!open) {
        return Optional.empty();
      }
      Optional<Taken> taken =
          table
              .claim(clock.instant())
              .map(run -> new Taken(run, new RunProgress(step -> tell(run.id(), step))));
      running = taken.orElse(null);
      return taken;
    }
  }

  /** How far a run is may be lost; the run goes on. */
  private void tell(UUID id, Progress step) {
    try {
      table.progress(id, step);
    } catch (DataAccessException e) {
      LOG.warn("event=training_progress_lost run={} cause=\"{}\"", id, e.getMessage());
    }
  }

  private void run(Taken taken) {
    TrainingRun run = taken.run();
    LOG.info(
        "event=training_started run={} model={} attempt={}",
        run.id(),
        run.request().name(),
        run.attempt());
    RunEnding ending = new RunAttempt(work, properties.longestPause()).end(run, taken.progress());
    synchronized (taking) {
      running = null;
      taken.progress().leave();
    }
    keep(run, ending, taken.progress().isStopped());
  }

  /** Nothing but the end of the service keeps an ending from being kept. */
  private void keep(TrainingRun run, RunEnding ending, boolean stopped) {
    do {
      try {
        write(run, ending, stopped);
        return;
      } catch (DataAccessException e) {
        LOG.warn("event=training_waits run={} cause=\"{}\"", run.id(), e.getMessage());
        rest();
      }
    } while (open);
  }

  private void write(TrainingRun run, RunEnding ending, boolean stopped) {
    switch (ending) {
      case RunEnding.Made(String detail, String report, UUID modelId) -> {
        if (table.done(run.id(), detail, report, modelId, clock.instant())) {
          ended(run, Status.DONE, detail);
        }
      }
      case RunEnding.Failed(String reason) -> {
        if (table.fail(run.id(), reason, clock.instant())) {
          ended(run, Status.FAILED, reason);
        }
      }
      case RunEnding.BrokenOff(String reason) -> {
        boolean interrupted =
            stopped
                ? table.interrupt(run.id(), reason)
                : table.interruptAll(properties.attempts(), clock.instant()) > 0;
        if (interrupted) {
          LOG.info("event=training_interrupted run={} cause=\"{}\"", run.id(), reason);
        }
      }
    }
  }

  private void ended(TrainingRun run, Status status, String detail) {
    metrics
        .counter(
            "tidemark_ml_training_runs_total",
            "status",
            status.name().toLowerCase(Locale.ROOT),
            "origin",
            run.request().origin().name().toLowerCase(Locale.ROOT))
        .increment();
    LOG.info(
        "event=training_ended run={} model={} status={} detail=\"{}\"",
        run.id(),
        run.request().name(),
        status,
        detail);
  }

  private void rest() {
    try {
      TimeUnit.MILLISECONDS.sleep(properties.longestPause().toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void stop() {
    open = false;
    Thread working = worker;
    synchronized (taking) {
      if (running != null) {
        running.progress().stop();
      }
    }
    news.release();
    try {
      if (working != null && !working.join(STOP_LIMIT)) {
        LOG.warn("event=training_stops_slowly then=\"it is taken up again at the next start\"");
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
