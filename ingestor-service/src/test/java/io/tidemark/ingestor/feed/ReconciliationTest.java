package io.tidemark.ingestor.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidemark.core.bar.BarBuilder;
import io.tidemark.core.bar.Span;
import io.tidemark.ingestor.ExpectedBars;
import io.tidemark.ingestor.ScriptedVenue;
import io.tidemark.ingestor.SeededTrades;
import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import io.tidemark.model.Quantity;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.MarketTrade;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReconciliationTest {

  private static final Instant START = Instant.parse("2013-11-30T20:00:00Z");
  private static final Duration GRACE = Duration.ofSeconds(1);
  private static final List<MarketTrade> TAPE =
      SeededTrades.of(33, START, 600, Duration.ofSeconds(4));
  private static final List<Timeframe> TIMEFRAMES = List.of(Timeframe.M1, Timeframe.M5);

  private final ScriptedVenue venue = new ScriptedVenue(TAPE);
  private final RecordingOutput output = new RecordingOutput();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final List<BarDifference> recorded = new ArrayList<>();
  private final LiveFeed live;
  private final Reconciliation reconciliation;
  private List<Bar> written = List.of();
  private final Instant to;

  ReconciliationTest() {
    InstrumentFeed feed =
        new InstrumentFeed(
            SeededTrades.BTC_USD,
            new BarBuilder(SeededTrades.BTC_USD, TIMEFRAMES, GRACE),
            Duration.ZERO,
            output,
            new FeedMetrics(metrics, SeededTrades.BTC_USD));
    feed.begin(START, 0);
    live = new LiveFeed(feed, new HeldEvents.Room(1000), GRACE);
    venue.tellCandles();
    venue.tradeUpTo(TAPE.size());
    TradeRecovery recovery =
        new TradeRecovery(
            venue,
            TIMEFRAMES,
            new TradeRecovery.Bounds(
                Duration.ofMinutes(5), Duration.ofDays(1), 1, Duration.ofMillis(1)),
            new DataChecks(venue::serverTime, Duration.ZERO),
            output::invalid,
            venue::serverTime);
    reconciliation =
        new Reconciliation(
            venue,
            recovery,
            new Reconciliation.Surroundings(
                (instrument, span) -> latest(written, span),
                recorded::add,
                output::invalid,
                new ReconciliationMetrics(metrics),
                venue::serverTime));
    reconciliation.beginAt(SeededTrades.BTC_USD, START);
    to = Timeframe.M1.openOf(TAPE.getLast().eventTime().minus(GRACE));
  }

  /** The store writes what was told when it is waited for. */
  private boolean write() {
    written = List.copyOf(output.bars(Timeframe.M1));
    return true;
  }

  private static List<Bar> latest(List<Bar> editions, Span span) {
    Map<Instant, Bar> latest = new TreeMap<>();
    editions.forEach(
        bar ->
            latest.merge(
                bar.openTime(), bar, (old, now) -> now.revision() > old.revision() ? now : old));
    return latest.values().stream()
        .filter(bar -> !bar.openTime().isBefore(span.from()) && bar.openTime().isBefore(span.to()))
        .toList();
  }

  /** What the output will have stored: the latest edition of each minute. */
  private List<Bar> stored() {
    return latest(output.bars(Timeframe.M1), new Span(START, to));
  }

  /** The stream tells all trades but those of a span; it may know that it misses them. */
  private void streamAllBut(Instant from, Instant until, boolean gapKnown) {
    long connection = live.streamLive(0).orElseThrow();
    assertThat(live.join(connection, START)).isTrue();
    for (MarketTrade trade : TAPE) {
      if (trade.eventTime().isBefore(from) || !trade.eventTime().isBefore(until)) {
        live.onEvent(trade, null);
      }
    }
    if (gapKnown) {
      live.feed().onGap(from, until, until);
    }
  }

  private Reconciliation.Outcome reconcile() {
    return reconciliation.run(live, to, this::write);
  }

  private double counted(String name) {
    return metrics.get(name).counter().count();
  }

  private void assertMinutesAreTheVenues() {
    List<ExpectedBars.Row> expected = ExpectedBars.of(TAPE, Timeframe.M1, to);
    assertThat(stored()).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(stored().get(i).close()).hasToString(expected.get(i).close());
      assertThat(stored().get(i).volume()).hasToString(expected.get(i).volume());
    }
  }

  @Test
  void countsTheMinutesThatAgree() {
    streamAllBut(START, START, false);

    assertThat(reconcile()).isEqualTo(Reconciliation.Outcome.SETTLED);

    assertThat(counted("tidemark_bars_reconciled_total")).isEqualTo(stored().size());
    assertThat(output.messages).noneMatch(message -> message.correction());
    assertThat(recorded).isEmpty();
  }

  @Test
  void fillsAKnownHoleFromRefetchedTradesInEveryTimeframe() {
    streamAllBut(START.plusSeconds(130), START.plusSeconds(290), true);
    assertThat(stored()).anyMatch(bar -> bar.completeness() == Completeness.PARTIAL);

    assertThat(reconcile()).isEqualTo(Reconciliation.Outcome.SETTLED);

    assertMinutesAreTheVenues();
    assertThat(stored()).noneMatch(bar -> bar.completeness() == Completeness.PARTIAL);
    Bar five =
        output.bars(Timeframe.M5).stream().filter(bar -> bar.revision() > 0).toList().getLast();
    assertThat(five.completeness()).isEqualTo(Completeness.CORRECTED);
    assertThat(output.tradeEvents()).hasSameSizeAs(TAPE);
  }

  @Test
  void correctsMinutesThatMissTradesOfWhichNobodyKnew() {
    streamAllBut(START.plusSeconds(130), START.plusSeconds(290), false);

    assertThat(reconcile()).isEqualTo(Reconciliation.Outcome.SETTLED);

    assertMinutesAreTheVenues();
    assertThat(counted("tidemark_bars_healed_total")).isPositive();
    assertThat(recorded).isEmpty();
  }

  @Test
  void takesTheVenuesCandleForAPartialMinuteWhoseTradesCannotBeHad() {
    streamAllBut(START.plusSeconds(130), START.plusSeconds(290), true);
    venue.lagBy(TAPE.size());

    assertThat(reconcile()).isEqualTo(Reconciliation.Outcome.AGAIN);
    assertThat(stored()).noneMatch(bar -> bar.source() == BarSource.VENUE_CANDLE);
    reconcile();
    assertMinutesAreTheVenues();
    List<Bar> replaced =
        stored().stream().filter(bar -> bar.source() == BarSource.VENUE_CANDLE).toList();

    assertThat(replaced).isNotEmpty().allMatch(bar -> bar.vwap() == null);
    assertThat(replaced.getFirst().completeness()).isEqualTo(Completeness.CORRECTED);
    assertThat(replaced.getFirst().revision()).isPositive();
  }

  @Test
  void waitsForTradesThatAreToldAfterTheirCandle() {
    streamAllBut(START.plusSeconds(130), START.plusSeconds(290), true);
    venue.lagBy(TAPE.size());
    assertThat(reconcile()).isEqualTo(Reconciliation.Outcome.AGAIN);

    venue.lagBy(0);
    assertThat(reconcile()).isEqualTo(Reconciliation.Outcome.SETTLED);

    assertMinutesAreTheVenues();
    assertThat(output.tradeEvents()).hasSameSizeAs(TAPE);
    assertThat(stored()).allMatch(bar -> bar.source() == BarSource.TRADES);
    assertThat(recorded).isEmpty();
  }

  private Bar latest(Timeframe timeframe, Instant open) {
    return output.bars(timeframe).stream()
        .filter(bar -> bar.openTime().equals(open))
        .toList()
        .getLast();
  }

  @Test
  void healsLongerBarsToo() {
    streamAllBut(START, START, false);
    live.feed().onGap(START.plusSeconds(130), START.plusSeconds(140), START);
    assertThat(latest(Timeframe.M5, START).completeness()).isEqualTo(Completeness.PARTIAL);
    venue.lagBy(TAPE.size());

    reconcile();
    reconcile();

    Bar minute = latest(Timeframe.M1, START.plusSeconds(120));
    assertThat(minute.completeness()).isEqualTo(Completeness.CORRECTED);
    assertThat(latest(Timeframe.M5, START).completeness()).isEqualTo(Completeness.CORRECTED);
    assertThat(latest(Timeframe.M5, START).vwap()).isNotNull();
    assertThat(reconcile()).isEqualTo(Reconciliation.Outcome.SETTLED);
  }

  @Test
  void putsTheVenuesCandlesIntoLongerBars() {
    streamAllBut(START.plusSeconds(130), START.plusSeconds(290), true);
    venue.lagBy(TAPE.size());

    reconcile();
    reconcile();

    Bar five = latest(Timeframe.M5, START);
    ExpectedBars.Row expected = ExpectedBars.of(TAPE, Timeframe.M5, to).getFirst();
    assertThat(five.completeness()).isEqualTo(Completeness.CORRECTED);
    assertThat(five.volume()).hasToString(expected.volume());
    assertThat(five.high()).hasToString(expected.high());
    assertThat(five.low()).hasToString(expected.low());
    assertThat(five.open()).hasToString(expected.open());
    assertThat(five.close()).hasToString(expected.close());
    assertThat(five.vwap()).as("the trades are not known").isNull();
    assertThat(five.source()).isEqualTo(BarSource.VENUE_CANDLE);
  }

  @Test
  void leavesAHoleOpenWhoseTradesCannotBeRead() {
    streamAllBut(START.plusSeconds(130), START.plusSeconds(290), true);
    int unread =
        (int) TAPE.stream().filter(t -> t.eventTime().isBefore(START.plusSeconds(200))).count();
    venue.spoil(unread);

    reconcile();
    reconcile();

    assertMinutesAreTheVenues();
    Bar spoilt = latest(Timeframe.M1, Timeframe.M1.openOf(TAPE.get(unread).eventTime()));
    assertThat(spoilt.source()).isEqualTo(BarSource.VENUE_CANDLE);
  }

  @Test
  void healsAHoleFromTheLatestTradesIfTheyReachBack() {
    streamAllBut(START.plusSeconds(130), START.plusSeconds(290), true);
    venue.tellLatestOnly(TAPE.size());

    assertThat(reconcile()).isEqualTo(Reconciliation.Outcome.SETTLED);

    assertMinutesAreTheVenues();
    assertThat(stored()).allMatch(bar -> bar.source() == BarSource.TRADES);
  }

  @Test
  void recordsALastingDifferenceAtTheSecondLookAndKeepsItsBar() {
    streamAllBut(START, START, false);
    Bar ours = stored().get(3);
    venue.falsify(withVolume(ours, "123"));

    assertThat(reconcile()).isEqualTo(Reconciliation.Outcome.AGAIN);
    assertThat(recorded).isEmpty();
    assertThat(reconcile()).isEqualTo(Reconciliation.Outcome.SETTLED);

    assertThat(recorded)
        .singleElement()
        .satisfies(
            difference -> {
              assertThat(difference.cause()).isEqualTo(BarDifference.Cause.DIFFERENT);
              assertThat(difference.ours()).isEqualTo(ours);
            });
    assertThat(stored().get(3)).isEqualTo(ours);
    assertThat(counted("tidemark_bar_differences_total")).isEqualTo(1);
  }

  private static Bar withVolume(Bar bar, String volume) {
    return new Bar(
        bar.timeframe(),
        bar.openTime(),
        bar.open(),
        bar.high(),
        bar.low(),
        bar.close(),
        Quantity.of(volume),
        null,
        null,
        null,
        null,
        null,
        Completeness.COMPLETE,
        BarSource.VENUE_CANDLE,
        0);
  }

  @Test
  void triesAgainWhileTheVenueDoesNotAnswer() {
    streamAllBut(START.plusSeconds(130), START.plusSeconds(290), true);
    venue.setReachable(false);
    assertThat(reconcile()).isEqualTo(Reconciliation.Outcome.AGAIN);

    venue.setReachable(true);
    assertThat(reconcile()).isEqualTo(Reconciliation.Outcome.SETTLED);
    assertMinutesAreTheVenues();
  }
}
