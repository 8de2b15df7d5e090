package io.tidemark.backfiller.gap;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidemark.backfiller.BackfillerProperties;
import io.tidemark.backfiller.gap.Rebuilding.Attempt;
import io.tidemark.backfiller.gap.Rebuilding.Outcome;
import io.tidemark.backfiller.store.StoreException;
import io.tidemark.backfiller.venue.Venue;
import io.tidemark.backfiller.venue.Venues;
import io.tidemark.core.history.Span;
import io.tidemark.core.history.UnfillableReason;
import io.tidemark.exchange.VenueReadException;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.model.Bar;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import io.tidemark.model.reason.OrderReason;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Attempts at the gaps of one instrument and timeframe. Each gap is judged on its own, and whatever
 * fails puts off no other gap than those it was tried with.
 */
final class Healing {

  private static final Logger LOG = LoggerFactory.getLogger(Healing.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final int DOUBLINGS = 5;

  /** Gaps closer than this are read in one go. */
  private static final Duration TOGETHER = Duration.ofHours(1);

  private final Venues venues;
  private final GapTable gaps;
  private final UnfillableTable unfillable;
  private final Rebuilding rebuilding;
  private final LongBars longBars;
  private final Corrections corrections;
  private final Timeframe shortest;
  private final TransactionTemplate transactions;
  private final BackfillerProperties properties;
  private final SuiteClock clock;
  private final MeterRegistry metrics;

  /**
   * @param shortest timeframe that the live stream makes
   */
  Healing(
      Venues venues,
      GapTable gaps,
      UnfillableTable unfillable,
      Rebuilding rebuilding,
      LongBars longBars,
      Corrections corrections,
      Timeframe shortest,
      TransactionTemplate transactions,
      BackfillerProperties properties,
      SuiteClock clock,
      MeterRegistry metrics) {
    this.venues = venues;
    this.gaps = gaps;
    this.unfillable = unfillable;
    this.rebuilding = rebuilding;
    this.longBars = longBars;
    this.corrections = corrections;
    this.shortest = shortest;
    this.transactions = transactions;
    this.properties = properties;
    this.clock = clock;
    this.metrics = metrics;
  }

  /**
   * Tries each gap once.
   *
   * @param due of one instrument and timeframe
   */
  void attempt(InstrumentId instrument, List<Gap> due) {
    List<Gap> rebuilt = due.stream().filter(gap -> gap.state() == GapState.REBUILT).toList();
    guarded(rebuilt, () -> tell(rebuilt));
    List<Gap> open = due.stream().filter(gap -> gap.state() == GapState.OPEN).toList();
    for (Span cluster : Span.union(Rebuilding.spans(open), TOGETHER)) {
      List<Gap> together = open.stream().filter(gap -> cluster.encloses(gap.span())).toList();
      if (together.getFirst().timeframe() == shortest) {
        guarded(
            together,
            () ->
                conclude(
                    instrument,
                    rebuilding.fromVenue(venue(instrument), instrument, together, settled())));
      } else {
        together.forEach(
            gap ->
                guarded(
                    List.of(gap),
                    () ->
                        conclude(instrument, longBars.rebuild(venue(instrument), gap, settled()))));
      }
    }
  }

  private Venue venue(InstrumentId instrument) {
    return venues.of(instrument.exchange());
  }

  private Instant settled() {
    return clock.instant().minus(properties.settle());
  }

  /** Whatever goes wrong is told of these gaps, and they are tried again. */
  private void guarded(List<Gap> together, Runnable attempt) {
    try {
      attempt.run();
    } catch (VenueReadException e) {
      Hindrance hindrance =
          e.reason() == OrderReason.VENUE_UNAVAILABLE ? Hindrance.VENUE_AWAY : Hindrance.PASSING;
      together.forEach(gap -> postpone(gap, hindrance, message(e)));
    } catch (StoreException e) {
      together.forEach(gap -> postpone(gap, Hindrance.PASSING, message(e)));
    } catch (IllegalArgumentException e) {
      together.forEach(gap -> lacking(gap, message(e)));
    } catch (RuntimeException e) {
      LOG.error(
          "event=healing_failed gaps={} instrument={} action=\"they are tried again; report it\"",
          together.size(),
          together.getFirst().instrument(),
          e);
      together.forEach(gap -> postpone(gap, Hindrance.PASSING, "it failed: " + e));
    }
  }

  private static String message(RuntimeException e) {
    return String.valueOf(e.getMessage());
  }

  private void conclude(InstrumentId instrument, Attempt attempt) {
    Map<Gap, List<Bar>> rebuilt = new LinkedHashMap<>();
    attempt
        .outcomes()
        .forEach(
            (gap, outcome) -> {
              switch (outcome) {
                case Outcome.Rebuilt made -> rebuilt.put(gap, made.bars());
                case Outcome.Whole _ -> close(gap, GapState.HEALED, "it was healed already");
                case Outcome.Waiting waiting -> await(gap, waiting.why());
                case Outcome.Lacking lacking -> lacking(gap, lacking.why());
              }
            });
    corrections.silent(instrument, shortest, attempt.silent(), clock.instant());
    List<Gap> kept = corrections.keep(instrument, rebuilt, attempt.besides());
    guarded(kept, () -> tell(kept));
  }

  private void tell(List<Gap> rebuilt) {
    if (rebuilt.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    Corrections.Told told = corrections.tell(rebuilt, now);
    metrics.counter("tidemark_backfill_healed_bars_total").increment(told.bars());
    for (Gap gap : told.healed()) {
      Duration took = Duration.between(gap.detectedAt(), now);
      metrics.timer("tidemark_backfill_heal_seconds").record(took);
      LOG.info(
          "event=gap_healed instrument={} timeframe={} from={} to={} after={}",
          gap.instrument(),
          gap.timeframe(),
          gap.span().from(),
          gap.span().to(),
          took);
    }
    told.open()
        .forEach(gap -> lacking(gap, "the store did not take what the venue's history gives"));
  }

  private void await(Gap gap, String why) {
    put(gap, Hindrance.PASSING, why, FIRST_PAUSE);
  }

  private void postpone(Gap gap, Hindrance hindrance, String why) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(gap.attempts(), DOUBLINGS));
    put(gap, hindrance, why, pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
  }

  private void put(Gap gap, Hindrance hindrance, String why, Duration pause) {
    LOG.debug("event=gap_postponed gap={} hindrance={} cause=\"{}\"", gap.gapId(), hindrance, why);
    Instant now = clock.instant();
    transactions.executeWithoutResult(
        status -> gaps.postpone(gap, hindrance, why, now.plus(pause), now));
  }

  /** What the venue, asked again and again, does not have after so long it will not have. */
  private void lacking(Gap gap, String why) {
    Instant now = clock.instant();
    Instant since = gap.lackingSince();
    if (since == null || Duration.between(since, now).compareTo(properties.healLimit()) < 0) {
      postpone(gap, Hindrance.LACKING, why);
      return;
    }
    LOG.warn(
        "event=gap_unfillable instrument={} timeframe={} from={} to={} detail=\"{}\"",
        gap.instrument(),
        gap.timeframe(),
        gap.span().from(),
        gap.span().to(),
        why);
    transactions.executeWithoutResult(
        status -> {
          if (gaps.close(gap, GapState.UNFILLABLE, why, now)) {
            unfillable.record(
                gap.instrument(), gap.timeframe(), List.of(gap.span()), reason(gap), why, now);
          }
        });
  }

  private static UnfillableReason reason(Gap gap) {
    return gap.venueAway() ? UnfillableReason.OUTAGE : UnfillableReason.NO_HISTORY;
  }

  private void close(Gap gap, GapState state, String detail) {
    transactions.executeWithoutResult(status -> gaps.close(gap, state, detail, clock.instant()));
  }
}
