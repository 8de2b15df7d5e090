package io.tidemark.backtester.job;

import io.tidemark.backtester.BacktesterProperties;
import io.tidemark.backtester.run.PreparedBacktest;
import io.tidemark.backtester.run.SettingException;
import io.tidemark.backtester.search.WalkForwardRequest;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.kit.codec.Json;
import io.tidemark.kit.configuration.ConfigurationException;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.kit.web.BadRequestException;
import io.tidemark.kit.web.BusyException;
import io.tidemark.kit.web.NotFoundException;
import io.tidemark.kit.web.Page;
import io.tidemark.kit.web.PageRequest;
import io.tidemark.model.Ids;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;

/** Takes jobs in, and ends them on demand. */
@Component
class Jobs {

  private static final ObjectReader RESULTS =
      Json.mapper().reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private final JobTable table;
  private final JobQueue queue;
  private final Inquiry inquiry;
  private final StrategyFolder strategies;
  private final SuiteClock clock;
  private final BacktesterProperties properties;

  Jobs(
      JobTable table,
      JobQueue queue,
      Inquiry inquiry,
      StrategyFolder strategies,
      SuiteClock clock,
      BacktesterProperties properties) {
    this.table = table;
    this.queue = queue;
    this.inquiry = inquiry;
    this.strategies = strategies;
    this.clock = clock;
    this.properties = properties;
  }

  /**
   * Takes a job in; it runs when its turn comes.
   *
   * @throws BadRequestException if it cannot be done; nothing is kept of it then
   * @throws BusyException if too many wait
   */
  synchronized JobView submit(JobKind kind, String body) {
    Job job = read(kind, RequestReader.read(body));
    if (table.queued() >= properties.queuedJobs()) {
      throw new BusyException(
          "%d jobs wait already; ask again when some are done, or cancel some"
              .formatted(properties.queuedJobs()));
    }
    table.insert(job);
    queue.wake();
    return view(kind, job.id());
  }

  /** Checks all that can be known before the ingestor is asked for bars. */
  private Job read(JobKind kind, JobRequest asked) {
    try {
      JobRequest request = asked.settled(text(asked), end(asked));
      requireOfKind(kind, request);
      StrategyDefinition strategy = inquiry.strategy(request).definition();
      Timeframe timeframe = PreparedBacktest.require(inquiry.settings(request), strategy);
      switch (kind) {
        case BACKTEST -> {}
        case OPTIMISATION -> inquiry.optimisation(request).design();
        case WALK_FORWARD -> {
          WalkForwardRequest walk = inquiry.walkForward(request);
          walk.requireWholeBars(timeframe);
          walk.search().design();
        }
      }
      return job(
          kind, asked.to() == null ? closed(request, timeframe) : request, strategy, timeframe);
    } catch (SettingException e) {
      throw new BadRequestException(FieldNames.told(e));
    } catch (ConfigurationException | IllegalArgumentException e) {
      throw new BadRequestException(String.valueOf(e.getMessage()));
    }
  }

  private String text(JobRequest asked) {
    if ((asked.strategy() == null) == (asked.strategyId() == null)) {
      throw new BadRequestException(
          "give one of strategy, its YAML, and strategyId, a file's name");
    }
    return asked.strategyId() == null
        ? Objects.requireNonNull(asked.strategy())
        : strategies.text(asked.strategyId());
  }

  private Instant end(JobRequest asked) {
    return asked.to() == null ? clock.instant() : asked.to();
  }

  /** Without the bar that forms now, so that the same bars are seen whenever the job is run. */
  private static JobRequest closed(JobRequest request, Timeframe timeframe) {
    return request.settled(
        Objects.requireNonNull(request.strategy()),
        timeframe.openOf(Objects.requireNonNull(request.to())));
  }

  private static void requireOfKind(JobKind kind, JobRequest request) {
    if (kind == JobKind.BACKTEST && request.search() != null) {
      throw new BadRequestException(
          "search is of optimisations and walk-forwards, not of a backtest");
    }
    if (kind != JobKind.WALK_FORWARD && request.windows() != null) {
      throw new BadRequestException("windows is of walk-forwards, not of a " + kind.title());
    }
  }

  private Job job(
      JobKind kind, JobRequest request, StrategyDefinition strategy, Timeframe timeframe) {
    List<Symbol> symbols =
        request.symbolsOrNone().isEmpty()
            ? strategy.market().symbols()
            : request.symbolsOrNone().stream().map(Symbol::parse).toList();
    String json = Json.mapper().writeValueAsString(request);
    return new Job(
        Ids.of("backtest-job", kind, json, table.countAll()),
        kind,
        request,
        strategy.id(),
        request.exchange() == null ? strategy.market().exchange() : request.exchange(),
        symbols,
        timeframe,
        request.from(),
        request.to(),
        JobStatus.QUEUED,
        "",
        clock.instant(),
        null,
        null,
        null);
  }

  /**
   * A job of a kind.
   *
   * @throws NotFoundException if there is none
   */
  Job require(JobKind kind, UUID id) {
    return table
        .find(id)
        .filter(job -> job.kind() == kind)
        .orElseThrow(() -> new NotFoundException("there is no %s %s".formatted(kind.title(), id)));
  }

  /**
   * A job that is done.
   *
   * @throws NotFoundException if there is none, or it is not done
   */
  Job requireDone(JobKind kind, UUID id) {
    Job job = require(kind, id);
    if (job.status() != JobStatus.DONE) {
      throw new NotFoundException(
          "the %s %s has no result: it is %s".formatted(kind.title(), id, job.status()));
    }
    return job;
  }

  JobView view(JobKind kind, UUID id) {
    return view(require(kind, id));
  }

  Page<JobView> page(JobKind kind, PageRequest asked) {
    return new Page<>(
        table.page(kind, asked.limit(), asked.offset()).stream().map(this::view).toList(),
        asked.number(),
        asked.limit(),
        table.count(kind));
  }

  /**
   * Ends a job; one that has ended stays as it is.
   *
   * @throws NotFoundException if there is none
   */
  JobView cancel(JobKind kind, UUID id) {
    queue.cancel(require(kind, id));
    return view(kind, id);
  }

  private JobView view(Job job) {
    Optional<JobProgress> progress =
        job.status() == JobStatus.RUNNING ? queue.progress(job.id()) : Optional.empty();
    return new JobView(
        job.id(),
        job.status(),
        progress.map(JobProgress::waitsFor).orElse(job.detail()),
        job.strategy(),
        job.exchange(),
        job.symbols().stream().map(Object::toString).toList(),
        job.timeframe().code(),
        job.from(),
        job.to(),
        job.createdAt(),
        job.startedAt(),
        job.finishedAt(),
        progress.map(JobProgress::view).orElse(null),
        job.result() == null ? null : RESULTS.readTree(job.result()));
  }
}
