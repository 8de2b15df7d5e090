package io.tidemark.backtester.job;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** What jobs do, as metrics. */
final class JobMetrics {

  private final MeterRegistry registry;

  JobMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void watch(Map<UUID, JobProgress> running, JobTable jobs) {
    Gauge.builder("tidemark_backtest_running_jobs", running, Map::size)
        .description("Jobs that are worked on")
        .register(registry);
    Gauge.builder("tidemark_backtest_queued_jobs", jobs, JobTable::queued)
        .description("Jobs that wait for their turn")
        .register(registry);
  }

  /** Counts what a job did in this process. */
  void worked(JobKind kind, long done, long nanos) {
    String what =
        switch (kind) {
          case BACKTEST -> "bars";
          case OPTIMISATION, WALK_FORWARD -> "trials";
        };
    registry.counter("tidemark_backtest_" + what + "_total").increment((double) done);
    registry
        .timer("tidemark_backtest_job_seconds", "kind", tag(kind))
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  void ended(JobKind kind, JobStatus status) {
    registry
        .counter("tidemark_backtest_jobs_total", "kind", tag(kind), "status", tag(status))
        .increment();
  }

  private static String tag(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
