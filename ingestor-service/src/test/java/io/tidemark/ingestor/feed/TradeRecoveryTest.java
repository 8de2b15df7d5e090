package io.tidemark.ingestor.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidemark.core.bar.BarBuilder;
import io.tidemark.core.bar.Span;
import io.tidemark.exchange.InvalidData;
import io.tidemark.exchange.MarketListener;
import io.tidemark.exchange.MarketRequest;
import io.tidemark.exchange.StreamChange;
import io.tidemark.exchange.StreamState;
import io.tidemark.exchange.VenueCandle;
import io.tidemark.ingestor.ExpectedBars;
import io.tidemark.ingestor.ScriptedVenue;
import io.tidemark.ingestor.SeededTrades;
import io.tidemark.model.Completeness;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.OrderBook;
import io.tidemark.model.event.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TradeRecoveryTest {

  private static final Instant START = Instant.parse("2013-11-30T20:00:00Z");
  private static final Duration GRACE = Duration.ofSeconds(1);
  private static final List<MarketTrade> TAPE =
      SeededTrades.of(21, START, 3000, Duration.ofSeconds(4));
  private static final int ATTEMPTS = 3;
  private static final int HELD_LIMIT = 1000;

  private ScriptedVenue venue = new ScriptedVenue(TAPE);
  private final RecordingOutput output = new RecordingOutput();
  private LiveFeed live;
  private Instant coldStart;

  TradeRecoveryTest() {
    InstrumentFeed feed =
        new InstrumentFeed(
            SeededTrades.BTC_USD,
            new BarBuilder(SeededTrades.BTC_USD, List.of(Timeframe.M1, Timeframe.M5), GRACE),
            Duration.ZERO,
            output,
            new FeedMetrics(new SimpleMeterRegistry(), SeededTrades.BTC_USD));
    live = new LiveFeed(feed, new HeldEvents.Room(HELD_LIMIT), GRACE);
    coldStart = START;
    feed.begin(coldStart, 0);
  }

  @BeforeEach
  void subscribe() {
    venue.subscribeMarket(MarketRequest.of(List.of(SeededTrades.BTC_USD)), new Forwarding());
  }

  private TradeRecovery recovery(Duration longestOutage) {
    return new TradeRecovery(
        venue,
        List.of(Timeframe.M1, Timeframe.M5),
        new TradeRecovery.Bounds(
            Duration.ofMinutes(5), longestOutage, ATTEMPTS, Duration.ofMillis(1)),
        new DataChecks(venue::serverTime, Duration.ZERO),
        output::invalid,
        venue::serverTime);
  }

  private void recover(long connection) {
    run(recovery(Duration.ofDays(1)), connection);
  }

  private void run(TradeRecovery recovery, long connection) {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      if (recovery.attempt(live, connection, venue.serverTime(), coldStart)
          == TradeRecovery.Outcome.SETTLED) {
        return;
      }
    }
    recovery.giveUp(live, connection);
  }

  private long connect() {
    venue.connect();
    return live.streamLive(0).orElseThrow();
  }

  private void assertAllAsIfNeverInterrupted(int place) {
    List<MarketTrade> happened = TAPE.subList(0, place);
    Instant until = happened.getLast().eventTime().minus(GRACE);
    assertThat(output.tradeEvents()).isEqualTo(happened);
    assertThat(output.rows(Timeframe.M1)).isEqualTo(ExpectedBars.of(happened, Timeframe.M1, until));
    assertThat(output.rows(Timeframe.M5)).isEqualTo(ExpectedBars.of(happened, Timeframe.M5, until));
    assertThat(output.bars(Timeframe.M1))
        .allMatch(bar -> bar.completeness() == Completeness.COMPLETE);
  }

  @Test
  void putsFetchedTradesBeforeThoseOfTheStream() {
    venue.tradeUpTo(900);
    long connection = connect();
    venue.tradeUpTo(1000);
    assertThat(output.trades).isEmpty();

    recover(connection);
    venue.tradeUpTo(1500);

    assertThat(live.isLive()).isTrue();
    assertAllAsIfNeverInterrupted(1500);
  }

  @Test
  void fetchesWhatALostConnectionMissed() {
    recover(connect());
    venue.tradeUpTo(700);
    venue.disconnect();
    live.streamLost();
    venue.tradeUpTo(1700);

    recover(connect());
    venue.tradeUpTo(2000);

    assertAllAsIfNeverInterrupted(2000);
    assertThat(live.feed().metrics().reconnects.count()).isEqualTo(1);
  }

  @Test
  void asksAgainWhileRestDoesNotReachTheStream() {
    recover(connect());
    venue.tradeUpTo(300);
    venue.disconnect();
    live.streamLost();
    venue.tradeUpTo(500);
    long connection = connect();
    venue.tradeUpTo(510);
    venue.failReads(ATTEMPTS - 1);

    recover(connection);

    assertAllAsIfNeverInterrupted(510);
  }

  @Test
  void tellsAHoleWhenRestNeverReachesTheStream() {
    recover(connect());
    venue.tradeUpTo(300);
    venue.disconnect();
    live.streamLost();
    venue.tradeUpTo(500);
    long connection = connect();
    venue.tradeUpTo(510);
    venue.lagBy(100);

    recover(connection);
    venue.tradeUpTo(1500);

    Instant from = TAPE.get(409).eventTime();
    Instant to = TAPE.get(500).eventTime();
    assertThat(live.isLive()).isTrue();
    assertThat(live.feed().metrics().gaps.count()).isEqualTo(1);
    assertThat(output.bars(Timeframe.M1))
        .allSatisfy(
            bar ->
                assertThat(bar.completeness())
                    .as("%s", bar.openTime())
                    .isEqualTo(
                        bar.openTime().isBefore(to) && bar.closeTime().isAfter(from)
                            ? Completeness.PARTIAL
                            : Completeness.COMPLETE));
  }

  @Test
  void goesLiveWithAKnownHoleIfItsTurnIsFar() {
    recover(connect());
    venue.tradeUpTo(300);
    venue.disconnect();
    live.streamLost();
    venue.tradeUpTo(500);
    connect();
    venue.tradeUpTo(510);

    assertThat(live.joinIfKeptWaiting(999, Duration.ofNanos(1000), START)).isFalse();
    assertThat(live.joinIfKeptWaiting(1000, Duration.ofNanos(1000), START)).isTrue();

    assertThat(live.isLive()).isTrue();
    assertThat(live.takeRepairDue()).isTrue();
    assertThat(live.takeRepairDue()).isFalse();
    Span lost = new Span(START, TAPE.get(509).eventTime());
    assertThat(live.repair().holesWithin(lost))
        .singleElement()
        .satisfies(
            hole -> {
              assertThat(hole.from()).isEqualTo(TAPE.get(299).eventTime());
              assertThat(hole.to()).isEqualTo(TAPE.get(500).eventTime());
            });
  }

  @Test
  void leavesAnOutageThatIsTooLongToTheBackfiller() {
    recover(connect());
    venue.tradeUpTo(300);
    venue.disconnect();
    live.streamLost();
    venue.tradeUpTo(2000);
    long connection = connect();

    run(recovery(Duration.ofMinutes(10)), connection);
    venue.tradeUpTo(2500);

    Instant resumed = Timeframe.M5.openOf(TAPE.get(1999).eventTime());
    assertThat(output.tradeEvents())
        .noneMatch(
            trade ->
                trade.eventTime().isAfter(TAPE.get(299).eventTime())
                    && trade.eventTime().isBefore(resumed));
    assertThat(output.bars(Timeframe.M5))
        .filteredOn(bar -> !bar.openTime().isBefore(resumed))
        .isNotEmpty()
        .allMatch(bar -> bar.completeness() == Completeness.COMPLETE);
  }

  @Test
  void doesNotTakeTheWaitForItsTurnForAnOutage() {
    recover(connect());
    venue.tradeUpTo(300);
    venue.disconnect();
    live.streamLost();
    venue.tradeUpTo(350);
    long connection = connect();
    venue.tradeUpTo(1200);

    run(recovery(Duration.ofMinutes(10)), connection);

    assertAllAsIfNeverInterrupted(1200);
  }

  @Test
  void fetchesWhatAStreamToldThatBecameLiveTooLate() {
    venue.connect();
    venue.tradeUpTo(HELD_LIMIT);

    recover(live.streamLive(0).orElseThrow());

    assertAllAsIfNeverInterrupted(HELD_LIMIT);
  }

  @Test
  void givesUpARecoveryWhoseConnectionIsLost() {
    long connection = connect();
    venue.tradeUpTo(100);
    live.streamLost();

    recover(connection);

    assertThat(live.isLive()).isFalse();
    assertThat(output.trades).isEmpty();
  }

  private void assertPartialWithin(Instant from, Instant to) {
    for (Timeframe timeframe : List.of(Timeframe.M1, Timeframe.M5)) {
      assertThat(output.bars(timeframe))
          .isNotEmpty()
          .allSatisfy(
              bar ->
                  assertThat(bar.completeness())
                      .as("%s %s", timeframe, bar.openTime())
                      .isEqualTo(
                          bar.openTime().isBefore(to) && bar.closeTime().isAfter(from)
                              ? Completeness.PARTIAL
                              : Completeness.COMPLETE));
    }
  }

  @Test
  void tellsWhatTheLatestTradesLackOfAColdStart() {
    venue.tellLatestOnly(100);
    venue.tradeUpTo(900);

    recover(connect());
    venue.tradeUpTo(1500);

    assertThat(output.tradeEvents()).isEqualTo(TAPE.subList(800, 1500));
    assertPartialWithin(START, TAPE.get(800).eventTime().plusNanos(1));
    assertThat(output.bars(Timeframe.M5))
        .anyMatch(bar -> bar.completeness() == Completeness.COMPLETE);
  }

  @Test
  void missesNothingWhereTheLatestTradesReachBack() {
    recover(connect());
    venue.tradeUpTo(700);
    venue.tellLatestOnly(100);
    venue.disconnect();
    live.streamLost();
    venue.tradeUpTo(780);

    recover(connect());
    venue.tradeUpTo(1500);

    assertAllAsIfNeverInterrupted(1500);
  }

  @Test
  void tellsWhatTheLatestTradesLackOfAnOutage() {
    recover(connect());
    venue.tradeUpTo(700);
    venue.tellLatestOnly(100);
    venue.disconnect();
    live.streamLost();
    venue.tradeUpTo(900);

    recover(connect());
    venue.tradeUpTo(1500);

    assertThat(output.tradeEvents()).hasSize(1400);
    assertPartialWithin(TAPE.get(699).eventTime(), TAPE.get(800).eventTime().plusNanos(1));
  }

  @Test
  void tellsAHoleUpToTheStreamOfAVenueThatTellsNoPastTrades() {
    venue.tellNoTrades();
    venue.tradeUpTo(300);
    long connection = connect();
    venue.tradeUpTo(310);

    recover(connection);
    venue.tradeUpTo(900);

    assertThat(output.tradeEvents()).isEqualTo(TAPE.subList(300, 900));
    assertPartialWithin(START, TAPE.get(300).eventTime());
  }

  @Test
  void tellsWhereAFetchedTradeCouldNotBeRead() {
    venue.spoil(260);
    venue.tradeUpTo(900);
    recover(connect());
    venue.tradeUpTo(1500);

    assertThat(output.invalid).isNotEmpty();
    assertThat(output.tradeEvents()).hasSize(1499);
    // The second page is the one that holds it.
    assertPartialWithin(TAPE.get(249).eventTime(), TAPE.get(498).eventTime().plusNanos(1));
  }

  @Test
  void knowsTheFirstTradeOfTheStreamHoweverManyWereFetchedAfterIt() {
    List<MarketTrade> busy = SeededTrades.of(5, START, 3000, Duration.ofMillis(200));
    venue = new ScriptedVenue(busy);
    subscribe();
    venue.tradeUpTo(10);
    long connection = connect();
    venue.tradeUpTo(2900);

    recover(connection);

    assertThat(live.isLive()).isTrue();
    assertThat(live.feed().metrics().gaps.count()).isZero();
    assertThat(output.tradeEvents()).isEqualTo(busy.subList(0, 2900));
  }

  @Test
  void fillsTheHoleWithWhatCameTooLateForTheJoin() {
    recover(connect());
    venue.tradeUpTo(300);
    venue.disconnect();
    live.streamLost();
    venue.tradeUpTo(500);
    long connection = connect();
    venue.tradeUpTo(510);
    assertThat(live.joinIfKeptWaiting(1000, Duration.ofNanos(1000), START)).isTrue();
    Span outage = new Span(TAPE.get(299).eventTime(), TAPE.get(500).eventTime());
    assertThat(live.repair().holesWithin(outage)).isNotEmpty();

    FetchedTrades late = new FetchedTrades(TAPE.subList(299, 510), outage.from(), null);
    assertThat(live.applyFetched(connection, late, 2000, START)).isFalse();

    assertThat(live.repair().holesWithin(outage)).isEmpty();
    assertThat(output.tradeEvents()).hasSize(510).containsAll(TAPE.subList(0, 510));
  }

  @Test
  void passesOverAFeedThatWaitsNoMore() throws InterruptedException {
    venue.tradeUpTo(300);
    long connection = connect();
    venue.tradeUpTo(310);
    live.joinIfKeptWaiting(1000, Duration.ofNanos(1000), START);
    CountDownLatch done = new CountDownLatch(1);
    try (RecoveryQueue queue =
        new RecoveryQueue(recovery(Duration.ofDays(1)), venue::serverTime, Runnable::run)) {
      queue.add(live, connection, coldStart);
      queue.beside(done::countDown);
      assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(queue.pending()).isZero();
    }
    assertThat(venue.questions()).isZero();
  }

  @Test
  void fetchesFirstForThoseThatMissTheLeast() {
    venue.tradeUpTo(300);
    LiveFeed cold = another();
    LiveFeed warm = another();
    TAPE.subList(0, 250).forEach(warm.feed()::onFetchedTrade);
    List<LiveFeed> joined = new CopyOnWriteArrayList<>();
    CountDownLatch ready = new CountDownLatch(1);
    try (RecoveryQueue queue =
        new RecoveryQueue(
            recovery(Duration.ofDays(1)),
            venue::serverTime,
            step -> {
              step.run();
              List.of(cold, warm).stream()
                  .filter(feed -> feed.isLive() && !joined.contains(feed))
                  .forEach(joined::add);
            })) {
      queue.beside(
          () -> {
            try {
              assertThat(ready.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
      for (LiveFeed feed : List.of(cold, warm)) {
        queue.add(feed, feed.streamLive(0).orElseThrow(), coldStart);
      }
      ready.countDown();
      await().atMost(Duration.ofSeconds(10)).until(() -> joined.size() == 2);
    }
    assertThat(joined).containsExactly(warm, cold);
  }

  private LiveFeed another() {
    InstrumentFeed feed =
        new InstrumentFeed(
            SeededTrades.BTC_USD,
            new BarBuilder(SeededTrades.BTC_USD, List.of(Timeframe.M1), GRACE),
            Duration.ZERO,
            new RecordingOutput(),
            new FeedMetrics(new SimpleMeterRegistry(), SeededTrades.BTC_USD));
    feed.begin(START, 0);
    return new LiveFeed(feed, new HeldEvents.Room(HELD_LIMIT), GRACE);
  }

  /** The feed's place in the service: the stream's calls, without its connection's states. */
  private final class Forwarding implements MarketListener {

    private Optional<StreamState> last = Optional.empty();

    @Override
    public void onTrade(MarketTrade trade) {
      live.onEvent(trade, null);
    }

    @Override
    public void onTicker(Ticker ticker) {
      live.onEvent(ticker, null);
    }

    @Override
    public void onOrderBook(OrderBook book) {
      live.onEvent(book, null);
    }

    @Override
    public void onStreamChange(StreamChange change) {
      last = Optional.of(change.state());
    }

    @Override
    public void onCandle(VenueCandle candle) {
      throw new AssertionError("not asked for, was " + candle);
    }

    @Override
    public void onInvalid(InvalidData invalid) {
      throw new AssertionError("none is told here, was " + invalid);
    }

    @Override
    public void onStreamTime(Instant venueTime) {
      assertThat(last).contains(StreamState.LIVE);
      live.onStreamTime(venueTime, venueTime);
    }
  }
}
