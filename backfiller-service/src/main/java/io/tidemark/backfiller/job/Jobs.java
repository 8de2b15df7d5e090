package io.tidemark.backfiller.job;

import io.tidemark.kit.web.BadRequestException;
import io.tidemark.kit.web.NotFoundException;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes jobs in, and ends them on demand. */
@Component
class Jobs {

  /**
   * What is asked for.
   *
   * @param exchange null for the suite's
   * @param symbols at least one
   * @param timeframes at least one
   * @param from null for the venue's first trade
   * @param to excluded; null for now
   */
  record JobRequest(
      @Nullable String exchange,
      @Nullable List<String> symbols,
      @Nullable List<String> timeframes,
      @Nullable Instant from,
      @Nullable Instant to) {}

  private final Workbench bench;
  private final JobRunner runner;

  Jobs(Workbench bench, JobRunner runner) {
    this.bench = bench;
    this.runner = runner;
  }

  /**
   * Takes a job in and begins it. The same request while its job runs gives that job, and begins
   * again what of it nobody works on.
   *
   * @throws BadRequestException if it cannot be done
   */
  synchronized Job submit(JobRequest request) {
    Job asked = read(request);
    Optional<Job> same =
        bench.jobs().running().stream().filter(job -> asksTheSame(job, asked)).findFirst();
    Job job = same.orElse(asked);
    if (same.isEmpty()) {
      bench.transaction(() -> bench.jobs().insert(job));
    }
    runner.begin(job.jobId());
    return require(job.jobId());
  }

  /**
   * Ends a job; what was fetched stays. A job that has ended stays as it is.
   *
   * @throws NotFoundException if there is none
   */
  synchronized Job cancel(UUID jobId) {
    require(jobId);
    runner.cancel(jobId);
    return require(jobId);
  }

  /**
   * @throws NotFoundException if there is none
   */
  Job require(UUID jobId) {
    return bench
        .jobs()
        .find(jobId)
        .orElseThrow(() -> new NotFoundException("there is no job " + jobId));
  }

  private Job read(JobRequest request) {
    String exchange = request.exchange() == null ? bench.venues().configured() : request.exchange();
    try {
      List<Symbol> symbols =
          new TreeSet<>(present("symbols", request.symbols()))
              .stream().map(Symbol::parse).distinct().toList();
      List<Timeframe> timeframes =
          List.copyOf(
              new TreeSet<>(
                  present("timeframes", request.timeframes()).stream()
                      .map(Timeframe::parse)
                      .toList()));
      symbols.forEach(symbol -> new InstrumentId(exchange, symbol));
      Sources.of(bench.venues().of(exchange).capabilities(), timeframes);
      requireOrder(request.from(), request.to());
      return job(exchange, symbols, timeframes, request.from(), request.to());
    } catch (IllegalArgumentException e) {
      throw new BadRequestException(String.valueOf(e.getMessage()));
    }
  }

  private static List<String> present(String field, @Nullable List<String> values) {
    if (values == null || values.isEmpty()) {
      throw new BadRequestException(field + " must name at least one");
    }
    return values;
  }

  private void requireOrder(@Nullable Instant from, @Nullable Instant to) {
    Instant end = to == null ? bench.clock().instant() : to;
    if (from != null && !from.isBefore(end)) {
      throw new BadRequestException(
          "from must be before %s, was %s".formatted(to == null ? "now" : to, from));
    }
  }

  private Job job(
      String exchange,
      List<Symbol> symbols,
      List<Timeframe> timeframes,
      @Nullable Instant from,
      @Nullable Instant to) {
    UUID jobId =
        Ids.of(
            "backfill-job",
            exchange,
            symbols,
            timeframes,
            String.valueOf(from),
            String.valueOf(to),
            bench.jobs().count());
    return new Job(
        jobId,
        exchange,
        symbols,
        timeframes,
        from,
        to,
        JobStatus.RUNNING,
        "",
        bench.clock().instant(),
        null);
  }

  private static boolean asksTheSame(Job one, Job other) {
    return one.exchange().equals(other.exchange())
        && one.symbols().equals(other.symbols())
        && one.timeframes().equals(other.timeframes())
        && Objects.equals(one.from(), other.from())
        && Objects.equals(one.to(), other.to());
  }
}
