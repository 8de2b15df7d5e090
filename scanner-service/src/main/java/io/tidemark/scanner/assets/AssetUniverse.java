package io.tidemark.scanner.assets;

import io.tidemark.core.universe.AssetFacts;
import io.tidemark.core.universe.AssetFilter.Unknown;
import io.tidemark.core.universe.AssetVerdict;
import io.tidemark.core.universe.Exclusion;
import io.tidemark.core.universe.UniverseEdition;
import io.tidemark.kit.configuration.Filtering;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.reason.ExclusionReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges the configured assets and records what the filters exclude. Where the ingestor does not
 * answer, an asset keeps the verdict it had. With the filters off, facts are gathered without
 * asking anybody outside, and nothing is excluded. Judging comes on one thread.
 */
final class AssetUniverse {

  private static final Logger LOG = LoggerFactory.getLogger(AssetUniverse.class);

  private static final AssetVerdict NOT_JUDGED =
      new AssetVerdict(
          List.of(
              new Exclusion(
                  ExclusionReason.NOT_JUDGED, "the asset filters have not judged it yet")));

  private final Supplier<SortedSet<InstrumentId>> instruments;
  private final Filtering filtering;
  private final String configurationHash;
  private final MarketFigures market;
  private final SuiteFacts suite;
  private final AssetTable table;
  private final UniverseJournal journal;
  private final AssetMetrics metrics;

  AssetUniverse(
      Supplier<SortedSet<InstrumentId>> instruments,
      Filtering filtering,
      MarketFigures market,
      SuiteFacts suite,
      AssetTable table,
      UniverseJournal journal,
      AssetMetrics metrics) {
    this.instruments = instruments;
    this.filtering = filtering;
    this.configurationHash = Ids.sha256(filtering.toString());
    this.market = market;
    this.suite = suite;
    this.table = table;
    this.journal = journal;
    this.metrics = metrics;
  }

  /**
   * Records from when on an asset that was never judged is left out, before the first bar is read;
   * with the filters off, from when on nothing is left out any more.
   */
  void begin(Instant now) {
    Optional<UniverseEdition> before = journal.latest();
    if (filtering.enabled()) {
      SortedMap<InstrumentId, AssetVerdict> known = table.verdicts();
      SortedMap<InstrumentId, AssetVerdict> verdicts = new TreeMap<>();
      instruments.get().forEach(one -> verdicts.put(one, verdictBefore(one, known)));
      record(verdicts, now);
    } else if (before.isPresent()) {
      record(new TreeMap<>(), now);
    }
  }

  /** What is traded, apart from what it is paid in. */
  static Set<String> currencies(Collection<InstrumentId> instruments) {
    return instruments.stream()
        .map(instrument -> instrument.symbol().base())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Judges every asset by what is known of it now. */
  void judge(Instant now) {
    SortedSet<InstrumentId> judged = instruments.get();
    SortedMap<String, AssetMarket> figures = market.of(currencies(judged), now);
    SortedMap<InstrumentId, AssetVerdict> known = table.verdicts();
    SortedMap<InstrumentId, AssetVerdict> verdicts = new TreeMap<>();
    int unanswered = 0;
    for (InstrumentId instrument : judged) {
      try {
        verdicts.put(instrument, judge(instrument, figures.get(instrument.symbol().base()), now));
      } catch (SourceException e) {
        unanswered++;
        verdicts.put(instrument, verdictBefore(instrument, known));
        LOG.warn(
            "event=asset_not_judged instrument={} cause=\"{}\" then=\"its verdict stays\"",
            instrument,
            e.getMessage());
      }
    }
    table.keepActive(judged);
    if (filtering.enabled()) {
      record(verdicts, now);
    }
    tell(verdicts, unanswered, figures, now);
  }

  private AssetVerdict judge(InstrumentId instrument, @Nullable AssetMarket figures, Instant now) {
    SuiteFacts.Known known = suite.of(instrument, now);
    AssetFacts facts =
        new AssetFacts(
            instrument,
            figures == null ? null : figures.marketCapUsd(),
            known.dailyVolumeUsd(),
            known.spreadPct(),
            figures == null ? null : figures.listings(),
            known.volatilityPct(),
            known.tradable(),
            known.firstBar());
    AssetVerdict verdict =
        filtering.enabled()
            ? explained(filtering.filter().judge(facts, now), known)
            : AssetVerdict.ELIGIBLE;
    table.save(
        new AssetTable.Judged(
            facts, figures, known.averageDailyVolumeUsd(), filtering.enabled(), verdict),
        now);
    return verdict;
  }

  /** What is unknown is told with what is missing for it. */
  private static AssetVerdict explained(AssetVerdict verdict, SuiteFacts.Known known) {
    return new AssetVerdict(
        verdict.exclusions().stream().map(exclusion -> explained(exclusion, known)).toList());
  }

  private static Exclusion explained(Exclusion exclusion, SuiteFacts.Known known) {
    return switch (exclusion.reason()) {
      case UNKNOWN_VOLUME ->
          known.volumeMissing() == null
              ? exclusion
              : new Exclusion(
                  exclusion.reason(), exclusion.detail() + ": " + known.volumeMissing());
      case UNKNOWN_MARKET_CAP, UNKNOWN_LISTINGS ->
          new Exclusion(
              exclusion.reason(),
              exclusion.detail() + "; /api/v1/assets/status tells how the sources stand");
      case MARKET_CAP_TOO_LOW,
          VOLUME_TOO_LOW,
          SPREAD_TOO_WIDE,
          UNKNOWN_SPREAD,
          TOO_FEW_LISTINGS,
          TOO_VOLATILE,
          UNKNOWN_VOLATILITY,
          QUOTE_NOT_ALLOWED,
          PAIR_NOT_TRADABLE,
          UNKNOWN_PAIR,
          HISTORY_TOO_SHORT,
          UNKNOWN_HISTORY,
          NOT_JUDGED ->
          exclusion;
    };
  }

  private AssetVerdict verdictBefore(
      InstrumentId instrument, SortedMap<InstrumentId, AssetVerdict> known) {
    AssetVerdict before = known.get(instrument);
    if (before != null) {
      return before;
    }
    boolean passes = !filtering.enabled() || filtering.unknown() == Unknown.INCLUDE;
    return passes ? AssetVerdict.ELIGIBLE : NOT_JUDGED;
  }

  private void record(SortedMap<InstrumentId, AssetVerdict> verdicts, Instant now) {
    SortedMap<InstrumentId, List<Exclusion>> excluded = new TreeMap<>();
    verdicts.forEach(
        (instrument, verdict) -> {
          if (!verdict.eligible()) {
            excluded.put(instrument, verdict.exclusions());
          }
        });
    journal.record(excluded, configurationHash, now);
  }

  private void tell(
      SortedMap<InstrumentId, AssetVerdict> verdicts,
      int unanswered,
      SortedMap<String, AssetMarket> figures,
      Instant now) {
    int eligible = (int) verdicts.values().stream().filter(AssetVerdict::eligible).count();
    long oldest =
        figures.values().stream()
            .mapToLong(figure -> Math.max(0, Duration.between(figure.asOf(), now).toSeconds()))
            .max()
            .orElse(0);
    metrics.judged(eligible, verdicts.size() - eligible, unanswered, oldest);
    LOG.info(
        "event=assets_judged filters={} eligible={} excluded={} unanswered={}",
        filtering.enabled() ? "on" : "off",
        eligible,
        verdicts.size() - eligible,
        unanswered);
  }
}
