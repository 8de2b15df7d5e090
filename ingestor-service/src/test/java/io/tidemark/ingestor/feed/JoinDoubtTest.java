package io.tidemark.ingestor.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidemark.core.bar.BarBuilder;
import io.tidemark.core.bar.Span;
import io.tidemark.ingestor.ScriptedVenue;
import io.tidemark.ingestor.SeededTrades;
import io.tidemark.model.Completeness;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.MarketTrade;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Feeds that were joined to a stream that had told no trade yet, while REST lagged. */
class JoinDoubtTest {

  private static final Instant START = Instant.parse("2013-11-30T20:00:00Z");
  private static final List<MarketTrade> TAPE =
      SeededTrades.of(9, START, 600, Duration.ofSeconds(4));

  private final ScriptedVenue venue = new ScriptedVenue(TAPE);
  private final RecordingOutput output = new RecordingOutput();
  private final TradeRecovery recovery =
      new TradeRecovery(
          venue,
          List.of(Timeframe.M1),
          new TradeRecovery.Bounds(
              Duration.ofMinutes(5), Duration.ofDays(1), 1, Duration.ofMillis(1)),
          new DataChecks(venue::serverTime, Duration.ZERO),
          output::invalid,
          venue::serverTime);
  private final LiveFeed live;
  private final Reconciliation reconciliation;

  JoinDoubtTest() {
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    InstrumentFeed feed =
        new InstrumentFeed(
            SeededTrades.BTC_USD,
            new BarBuilder(SeededTrades.BTC_USD, List.of(Timeframe.M1), Duration.ZERO),
            Duration.ZERO,
            output,
            new FeedMetrics(metrics, SeededTrades.BTC_USD));
    feed.begin(START, 0);
    live = new LiveFeed(feed, new HeldEvents.Room(1000), Duration.ZERO);
    reconciliation =
        new Reconciliation(
            venue,
            recovery,
            new Reconciliation.Surroundings(
                (instrument, span) -> List.of(),
                difference -> {
                  throw new AssertionError(difference);
                },
                output::invalid,
                new ReconciliationMetrics(metrics),
                venue::serverTime));
  }

  /** The venue trades up to a place before the stream is live, and REST lacks the latest. */
  private void join(int place, int lag) {
    venue.tradeUpTo(place);
    venue.lagBy(lag);
    long connection = live.streamLive(0).orElseThrow();
    assertThat(recovery.attempt(live, connection, venue.serverTime(), START))
        .isEqualTo(TradeRecovery.Outcome.SETTLED);
  }

  private void stream(int from, int to) {
    venue.tradeUpTo(to);
    TAPE.subList(from, to).forEach(trade -> live.onEvent(trade, null));
  }

  private Reconciliation.Outcome reconcile() {
    return reconciliation.run(
        live, Timeframe.M1.openOf(live.closedUpTo().orElseThrow()), () -> true);
  }

  private List<String> told() {
    return output.tradeEvents().stream().map(MarketTrade::tradeId).sorted().toList();
  }

  private static List<String> ids(int to) {
    return TAPE.subList(0, to).stream().map(MarketTrade::tradeId).sorted().toList();
  }

  @Test
  void findsWhatRestDidNotTellAtTheJoin() {
    join(100, 40);
    venue.lagBy(0);
    stream(100, 300);
    assertThat(told()).hasSize(260);

    assertThat(reconcile()).isEqualTo(Reconciliation.Outcome.SETTLED);

    assertThat(told()).isEqualTo(ids(300));
    assertThat(output.bars(Timeframe.M1))
        .noneMatch(bar -> bar.completeness() == Completeness.PARTIAL);
    assertThat(live.repair().doubted(Instant.MAX)).isEmpty();
  }

  @Test
  void waitsForAVenueThatLagsLonger() {
    join(100, 40);
    venue.lagBy(220);
    stream(100, 300);

    assertThat(reconcile()).isEqualTo(Reconciliation.Outcome.AGAIN);
    assertThat(told()).hasSize(260);

    venue.lagBy(10);
    assertThat(reconcile()).isEqualTo(Reconciliation.Outcome.SETTLED);
    assertThat(told()).isEqualTo(ids(300));
  }

  @Test
  void tellsAHoleIfTheVenueNeverTells() {
    join(100, 40);
    venue.lagBy(TAPE.size());
    stream(100, 400);
    assertThat(TAPE.get(399).eventTime()).isAfter(TAPE.get(100).eventTime().plusSeconds(11 * 60));

    assertThat(reconcile()).isEqualTo(Reconciliation.Outcome.AGAIN);

    assertThat(live.repair().holesWithin(new Span(START, TAPE.get(399).eventTime())))
        .singleElement()
        .satisfies(
            hole -> {
              assertThat(hole.from()).isBetween(START, TAPE.get(60).eventTime());
              assertThat(hole.to()).isEqualTo(TAPE.get(100).eventTime());
            });
    assertThat(output.bars(Timeframe.M1))
        .anyMatch(bar -> bar.completeness() == Completeness.PARTIAL);
  }

  @Test
  void asksNothingMoreWhenTheStreamsFirstTradeProvesTheJoin() {
    venue.tradeUpTo(100);
    long connection = live.streamLive(0).orElseThrow();
    stream(100, 101);
    assertThat(recovery.attempt(live, connection, venue.serverTime(), START))
        .isEqualTo(TradeRecovery.Outcome.SETTLED);
    stream(101, 300);
    int questions = venue.questions();

    assertThat(reconcile()).isEqualTo(Reconciliation.Outcome.SETTLED);

    assertThat(venue.questions()).isEqualTo(questions);
    assertThat(told()).isEqualTo(ids(300));
  }

  @Test
  void fetchesWithTheNextConnectionWhatALostOneDidNotComeTo() {
    join(100, 40);
    live.streamLost();
    join(150, 0);
    stream(150, 300);

    assertThat(told()).isEqualTo(ids(300));
    assertThat(reconcile()).isEqualTo(Reconciliation.Outcome.SETTLED);
    assertThat(told()).isEqualTo(ids(300));
  }
}
