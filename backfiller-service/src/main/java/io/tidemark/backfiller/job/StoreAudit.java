package io.tidemark.backfiller.job;

import io.tidemark.backfiller.venue.Venue;
import io.tidemark.core.history.Span;
import io.tidemark.kit.configuration.SuiteConfiguration;
import io.tidemark.kit.web.BadRequestException;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Looks the store over at the start and then now and again: what the configured symbols lack
 * between their first stored bar and now, and may be had, is fetched by a job as any other. So what
 * was missed while the suite was down comes back without anybody asking for it.
 */
@Component
class StoreAudit implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(StoreAudit.class);

  /** The live feed may still be about to store what is newer. */
  private static final Duration LIVE_MARGIN = Duration.ofMinutes(5);

  /** What so many jobs did not get is left to those that a user asks for. */
  private static final int MOST_ATTEMPTS = 24;

  private static final UUID NO_JOB = new UUID(0, 0);

  private final Workbench bench;
  private final Jobs jobs;
  private final SuiteConfiguration configuration;
  private volatile Halt halt = new Halt();
  private volatile @Nullable Thread thread;

  StoreAudit(Workbench bench, Jobs jobs, SuiteConfiguration configuration) {
    this.bench = bench;
    this.jobs = jobs;
    this.configuration = configuration;
  }

  @Override
  public void start() {
    Halt mine = new Halt();
    halt = mine;
    thread = Thread.ofVirtual().name("store-audit").start(() -> run(mine));
  }

  @Override
  public void stop() {
    halt.halt();
    Thread audit = thread;
    if (audit != null) {
      audit.interrupt();
    }
    thread = null;
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }

  private void run(Halt mine) {
    try {
      while (!mine.isHalted()) {
        for (Symbol symbol : configuration.symbols()) {
          audit(new InstrumentId(bench.venues().configured(), symbol), mine);
        }
        mine.pause(bench.properties().auditInterval());
      }
    } catch (Halt.HaltedException e) {
      LOG.debug("event=audit_ended");
    }
  }

  private void audit(InstrumentId instrument, Halt mine) {
    try {
      Insistence insistence =
          new Insistence(mine, bench.properties().longestPause(), "audit of " + instrument);
      if (!isWorkedOn(instrument, insistence)) {
        SortedMap<Timeframe, List<Span>> missing = missing(instrument, insistence);
        if (!missing.isEmpty()) {
          submit(instrument, missing);
        }
      }
    } catch (Halt.HaltedException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.warn(
          "event=audit_failed instrument={} action=\"the next audit tries again\"", instrument, e);
    }
  }

  private boolean isWorkedOn(InstrumentId instrument, Insistence insistence) {
    return insistence.until(() -> bench.jobs().running()).stream()
        .anyMatch(
            job ->
                job.exchange().equals(instrument.exchange())
                    && job.symbols().contains(instrument.symbol()));
  }

  private SortedMap<Timeframe, List<Span>> missing(InstrumentId instrument, Insistence insistence) {
    SortedMap<Timeframe, List<Span>> missing = new TreeMap<>();
    Instant end = bench.clock().instant().minus(LIVE_MARGIN);
    Venue venue = bench.venues().of(instrument.exchange());
    SortedMap<Timeframe, Span> stored = insistence.until(() -> bench.store().extents(instrument));
    for (Timeframe timeframe : configuration.marketData().timeframes()) {
      Span held = stored.get(timeframe);
      Optional<Sources> sources = sources(venue, timeframe);
      if (held != null && sources.isPresent()) {
        List<Span> spans =
            Span.of(held.from(), timeframe.openOf(end))
                .map(span -> item(instrument, timeframe, span))
                .map(item -> new MissingBars(bench, sources.get(), insistence).of(item, timeframe))
                .orElse(List.of());
        List<Span> wanted = Span.subtract(spans, givenUp(instrument, timeframe, insistence));
        if (!wanted.isEmpty()) {
          missing.put(timeframe, wanted);
        }
      }
    }
    return missing;
  }

  private List<Span> givenUp(InstrumentId instrument, Timeframe timeframe, Insistence insistence) {
    return insistence.until(() -> bench.gaps().triedInVain(instrument, timeframe, MOST_ATTEMPTS));
  }

  /** Empty where the venue has nothing that such bars could be made of. */
  private static Optional<Sources> sources(Venue venue, Timeframe timeframe) {
    try {
      return Optional.of(Sources.of(venue.capabilities(), List.of(timeframe)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static WorkItem item(InstrumentId instrument, Timeframe timeframe, Span span) {
    return new WorkItem(
        NO_JOB,
        instrument,
        List.of(timeframe),
        span.from(),
        span.to(),
        Phase.WAITING,
        span,
        null,
        "");
  }

  private void submit(InstrumentId instrument, SortedMap<Timeframe, List<Span>> missing) {
    List<Span> all = missing.values().stream().flatMap(Collection::stream).toList();
    Instant from = all.stream().map(Span::from).min(Instant::compareTo).orElseThrow();
    Instant to = all.stream().map(Span::to).max(Instant::compareTo).orElseThrow();
    LOG.info(
        "event=audit_found instrument={} gaps={} timeframes={} from={} to={}",
        instrument,
        all.size(),
        missing.keySet(),
        from,
        to);
    try {
      jobs.submit(
          new Jobs.JobRequest(
              instrument.exchange(),
              List.of(instrument.symbol().toString()),
              missing.keySet().stream().map(Timeframe::code).toList(),
              from,
              to));
    } catch (BadRequestException e) {
      LOG.warn("event=audit_refused instrument={} cause=\"{}\"", instrument, e.getMessage());
    }
  }
}
