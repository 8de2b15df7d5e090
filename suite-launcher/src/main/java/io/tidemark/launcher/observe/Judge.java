package io.tidemark.launcher.observe;

import io.tidemark.kit.service.TidemarkService;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import io.tidemark.model.TradingState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What of an observation is not as it should be. Limits are those of the alerts that Prometheus
 * would raise, so that both say the same.
 */
final class Judge {

  private static final Duration SERVICE_LIMIT = Duration.ofSeconds(30);
  private static final Duration STREAM_LIMIT = Duration.ofMinutes(1);
  private static final Duration SILENCE_LIMIT = Duration.ofMinutes(3);
  private static final Duration LAG_LIMIT = Duration.ofMinutes(2);
  private static final Duration OUTBOX_LIMIT = Duration.ofSeconds(30);
  private static final Duration UNKNOWN_LIMIT = Duration.ofMinutes(1);
  private static final int SLOW_MILLIS = 1000;

  /** Fewer answers say nothing of the slowest in twenty. */
  private static final int ENOUGH_ANSWERS = 20;

  private static final double INCOMPLETE = 1;
  private static final double DIFFERENT = 2;

  private final Observation seen;
  private final boolean atEnd;
  private final List<Finding> findings = new ArrayList<>();

  private Judge(Observation seen, boolean atEnd) {
    this.seen = seen;
    this.atEnd = atEnd;
  }

  /** All findings so far: services first, then market data, events, and trading. */
  static List<Finding> findingsSoFar(Observation seen) {
    return findings(seen, false);
  }

  /** All findings at the end, when what a service does not do is not waited for any longer. */
  static List<Finding> findings(Observation seen) {
    return findings(seen, true);
  }

  private static List<Finding> findings(Observation seen, boolean atEnd) {
    Judge judge = new Judge(seen, atEnd);
    seen.services().forEach(judge::service);
    seen.markets().forEach(judge::market);
    seen.series().forEach(judge::series);
    judge.data();
    seen.services().forEach(judge::flow);
    judge.trading();
    return List.copyOf(judge.findings);
  }

  private void service(ServiceWatch watch) {
    String name = watch.service().serviceName();
    ofService(name, "does not answer", watch.away());
    ofService(name, "lacks", watch.lacking());
    watch.refused().values().forEach(refused -> ofService(name, "", refused));
    if (watch.restarts() > 0) {
      remark(name, "began anew %s".formatted(times(watch.restarts())));
    }
    int slow = watch.latencies().quantileMillis(0.95);
    if (watch.latencies().count() >= ENOUGH_ANSWERS && slow > SLOW_MILLIS) {
      remark(name, "answers slowly: one answer of twenty takes %d ms or longer".formatted(slow));
    }
    growth(watch, "tidemark_configuration_refused_total")
        .forEach((_, count) -> remark(name, count + " changes of the configuration were refused"));
  }

  private void market(InstrumentId instrument, MarketWatch watch) {
    String name = instrument.toString();
    watch.channels().forEach((channel, trouble) -> trouble(name, channel, trouble, STREAM_LIMIT));
    trouble(name, "", watch.stale(), STREAM_LIMIT);
  }

  private void series(InstrumentId instrument, SortedMap<Timeframe, SeriesWatch> all) {
    for (SeriesWatch watch : all.values()) {
      String name = "%s %s".formatted(instrument, watch.timeframe());
      if (!watch.missing().isEmpty()) {
        unsound(
            name,
            "%d bars are missing though trades of them are stored, the first of %s"
                .formatted(watch.missing().size(), watch.missing().first()));
      }
      if (watch.partial() > 0) {
        remark(name, "%d of %d bars have a hole".formatted(watch.partial(), watch.bars()));
      }
    }
  }

  private void data() {
    ServiceWatch ingestor = seen.service(TidemarkService.INGESTOR);
    String name = ingestor.service().serviceName();
    if (seen.streamsNothing()) {
      unsound(name, "streams no market");
    }
    trouble("market data", "", seen.silence(), SILENCE_LIMIT, STREAM_LIMIT);
    growth(ingestor, "tidemark_stream_gaps_total")
        .forEach((symbol, count) -> remark(symbol, count + " spans may lack trades"));
    growth(ingestor, "tidemark_stream_reconnects_total")
        .forEach((symbol, count) -> remark(symbol, "was connected anew " + times(count)));
    growth(ingestor, "tidemark_quarantined_total")
        .forEach((symbol, count) -> remark(symbol, count + " messages were quarantined"));
    growth(ingestor, "tidemark_store_refused_total")
        .forEach((_, count) -> remark(name, count + " entries could not be stored"));
    double open =
        seen.service(TidemarkService.BACKFILLER).page().sum("tidemark_backfill_open_gaps");
    if (open > 0) {
      remark(
          TidemarkService.BACKFILLER.serviceName(), "%d gaps are open".formatted(Math.round(open)));
    }
  }

  private void flow(ServiceWatch watch) {
    String name = watch.service().serviceName();
    trouble(name, "", watch.flow().lag(), LAG_LIMIT);
    trouble(name, "", watch.flow().outbox(), OUTBOX_LIMIT);
    trouble("orders", "", watch.flow().unknown(), UNKNOWN_LIMIT);
    growth(watch, "tidemark_dead_letters_total")
        .forEach((topic, count) -> unsound(name, "set %d of %s aside".formatted(count, topic)));
    growth(watch, "tidemark_decisions_differing_total")
        .forEach(
            (symbol, count) ->
                unsound(
                    name,
                    "decided %s otherwise on %s than before".formatted(times(count), symbol)));
    growth(watch, "tidemark_reconciliation_differences_total")
        .forEach(
            (kind, count) ->
                unsound(name, "%d differences with the venue's books: %s".formatted(count, kind)));
    watch.page().named("tidemark_parity_verdict").forEach(verdict -> parity(name, verdict.value()));
  }

  private void parity(String name, double verdict) {
    if (verdict == DIFFERENT) {
      unsound(name, "the last parity certificate is DIFFERENT");
    } else if (verdict == INCOMPLETE) {
      remark(name, "the last parity certificate is INCOMPLETE");
    }
  }

  private void trading() {
    AccountWatch account = seen.account();
    if (!account.state().isEmpty() && !account.state().equals(TradingState.ACTIVE.name())) {
      remark("account", "is %s: %s".formatted(account.state(), account.reason()));
    }
  }

  /** What was found twice in a row when the watching ends is as bad as what lasted. */
  private void ofService(String name, String kind, Trouble trouble) {
    trouble(name, kind, trouble, atEnd && trouble.persists() ? Duration.ZERO : SERVICE_LIMIT);
  }

  private void trouble(String about, String kind, Trouble trouble, Duration limit) {
    trouble(about, kind, trouble, limit, Duration.ZERO);
  }

  /**
   * @param limit from which on it is unsound
   * @param worthTelling from which on it is told at all
   */
  private void trouble(
      String about, String kind, Trouble trouble, Duration limit, Duration worthTelling) {
    if (trouble.times() == 0 || trouble.longest().compareTo(worthTelling) < 0) {
      return;
    }
    String what = Words.brief((kind + " " + trouble.what()).strip());
    String when =
        trouble.lasts()
            ? "for %s, and still".formatted(Words.of(trouble.longest()))
            : "%s, for %s at most".formatted(times(trouble.times()), Words.of(trouble.longest()));
    String text = "%s (%s)".formatted(what, when);
    if (trouble.longest().compareTo(limit) >= 0) {
      unsound(about, text);
    } else {
      remark(about, text);
    }
  }

  private static Map<String, Long> growth(ServiceWatch watch, String counter) {
    return watch.growth().of(counter);
  }

  private static String times(long count) {
    return count == 1 ? "once" : count + " times";
  }

  private void unsound(String about, String text) {
    findings.add(Finding.unsound(about, text));
  }

  private void remark(String about, String text) {
    findings.add(Finding.remark(about, text));
  }
}
