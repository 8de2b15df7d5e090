package io.tidemark.ingestor.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidemark.core.bar.BarBuilder;
import io.tidemark.exchange.InvalidData;
import io.tidemark.ingestor.ExpectedBars;
import io.tidemark.ingestor.SeededTrades;
import io.tidemark.ingestor.store.StoredTrade;
import io.tidemark.model.Bar;
import io.tidemark.model.BookLevel;
import io.tidemark.model.Completeness;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.OrderBook;
import io.tidemark.model.reason.DataFault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstrumentFeedTest {

  private static final Instant START = Instant.parse("2013-11-30T20:00:00Z");
  private static final Duration GRACE = Duration.ofSeconds(1);
  private static final List<Timeframe> TIMEFRAMES =
      List.of(Timeframe.M1, Timeframe.M5, Timeframe.H1);

  private static BarBuilder builder() {
    return new BarBuilder(SeededTrades.BTC_USD, TIMEFRAMES, GRACE);
  }

  private static InstrumentFeed feed(BarBuilder builder, RecordingOutput output) {
    return new InstrumentFeed(
        SeededTrades.BTC_USD,
        builder,
        Duration.ofMillis(250),
        output,
        new FeedMetrics(new SimpleMeterRegistry(), SeededTrades.BTC_USD));
  }

  private static InstrumentFeed begun(RecordingOutput output) {
    InstrumentFeed feed = feed(builder(), output);
    feed.begin(START, 0);
    return feed;
  }

  private static List<MarketTrade> trades(long seed) {
    return SeededTrades.of(seed, START, 2000, Duration.ofSeconds(5));
  }

  private static Instant watermark(List<MarketTrade> trades) {
    return trades.getLast().eventTime().minus(GRACE);
  }

  @Test
  void buildsCompleteBarsOfEveryTimeframeFromItsTrades() {
    List<MarketTrade> trades = trades(1);
    RecordingOutput output = new RecordingOutput();
    InstrumentFeed feed = begun(output);

    trades.forEach(feed::onTrade);

    for (Timeframe timeframe : TIMEFRAMES) {
      assertThat(output.rows(timeframe))
          .as(timeframe.code())
          .isEqualTo(ExpectedBars.of(trades, timeframe, watermark(trades)))
          .isNotEmpty();
      assertThat(output.bars(timeframe))
          .allMatch(bar -> bar.completeness() == Completeness.COMPLETE && bar.revision() == 0);
    }
    assertThat(output.tradeEvents()).isEqualTo(trades);
  }

  @Test
  void tellsATradeOnceHoweverOftenItComes() {
    List<MarketTrade> trades = trades(2).subList(0, 200);
    RecordingOutput output = new RecordingOutput();
    InstrumentFeed feed = begun(output);

    trades.forEach(feed::onTrade);
    trades.forEach(feed::onTrade);

    assertThat(output.tradeEvents()).isEqualTo(trades);
    assertThat(feed.metrics().duplicates.count()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 4, 5, 6, 7})
  void goesOnAfterACrashWithoutAHoleOrADouble(long seed) {
    List<MarketTrade> trades = trades(seed);
    int crash = 700 + (int) (seed * 97);
    RecordingOutput first = new RecordingOutput();
    InstrumentFeed before = begun(first);
    int messages = 0;
    for (MarketTrade trade : trades.subList(0, crash)) {
      before.onTrade(trade);
      if (first.messages.size() > messages) {
        messages = first.messages.size();
        before.checkpoint();
      }
    }
    // The database lags: it has an older checkpoint and not all trades; Kafka has all bars.
    RecordingOutput.Checkpoint checkpoint = first.checkpoints.get(first.checkpoints.size() - 8);
    List<StoredTrade> stored = first.trades.subList(0, crash - 20);
    List<BarsClosed> published =
        first.messages.subList(checkpoint.messages(), first.messages.size());

    RecordingOutput second = new RecordingOutput();
    BarBuilder restored = builder();
    restored.restore(checkpoint.bars());
    InstrumentFeed after = feed(restored, second);
    after.resume(
        checkpoint.arrival(),
        stored.stream().filter(trade -> trade.arrival() <= checkpoint.arrival()).toList(),
        stored.stream().filter(trade -> trade.arrival() > checkpoint.arrival()).toList(),
        published);
    trades.subList(crash - 300, trades.size()).forEach(after::onTrade);

    List<BarsClosed> all = new ArrayList<>(first.messages);
    all.addAll(second.messages);
    RecordingOutput both = new RecordingOutput();
    all.forEach(both::bars);
    for (Timeframe timeframe : TIMEFRAMES) {
      assertThat(both.rows(timeframe))
          .as(timeframe.code())
          .isEqualTo(ExpectedBars.of(trades, timeframe, watermark(trades)));
      assertThat(both.bars(timeframe)).allMatch(bar -> bar.completeness() == Completeness.COMPLETE);
    }
    assertThat(second.tradeEvents())
        .hasSize(trades.size() - crash + 20)
        .startsWith(trades.get(crash - 20));
    assertThat(second.trades.getFirst().arrival()).isEqualTo(crash - 19L);
  }

  @Test
  void correctsABarThatWasPublishedWithLessThanItsTrades() {
    List<MarketTrade> trades = trades(8).subList(0, 60);
    RecordingOutput complete = new RecordingOutput();
    InstrumentFeed uninterrupted = begun(complete);
    trades.forEach(uninterrupted::onTrade);
    Bar first = complete.bars(Timeframe.M1).getFirst();
    Bar told = withLessVolume(first);
    RecordingOutput output = new RecordingOutput();
    InstrumentFeed feed = feed(builder(), output);
    feed.resume(
        0,
        List.of(),
        List.of(),
        List.of(
            new BarsClosed(
                SeededTrades.BTC_USD, told.closeTime(), List.of(told), false, told.closeTime())));

    trades.forEach(feed::onTrade);

    BarsClosed correction = output.messages.getFirst();
    assertThat(correction.correction()).isTrue();
    assertThat(correction.bars().getFirst().revision()).isEqualTo(1);
    assertThat(correction.bars().getFirst().volume()).isEqualTo(first.volume());
  }

  private static Bar withLessVolume(Bar bar) {
    return new Bar(
        bar.timeframe(),
        bar.openTime(),
        bar.open(),
        bar.high(),
        bar.low(),
        bar.close(),
        Quantity.of("0.000001"),
        bar.vwap(),
        1L,
        bar.buyVolume(),
        bar.imbalance(),
        null,
        bar.completeness(),
        bar.source(),
        0);
  }

  @Test
  void leavesAHealedBarAsItIs() {
    List<MarketTrade> trades = trades(8).subList(0, 60);
    RecordingOutput complete = new RecordingOutput();
    InstrumentFeed uninterrupted = begun(complete);
    trades.forEach(uninterrupted::onTrade);
    Bar first = complete.bars(Timeframe.M1).getFirst();
    PublishedEditions editions = new PublishedEditions();
    editions.note(message(healed(first)));

    assertThat(editions.remaining(message(withLessVolume(first)))).isEmpty();
  }

  private static BarsClosed message(Bar bar) {
    return new BarsClosed(
        SeededTrades.BTC_USD, bar.closeTime(), List.of(bar), false, bar.closeTime());
  }

  private static Bar healed(Bar bar) {
    return new Bar(
        bar.timeframe(),
        bar.openTime(),
        bar.open(),
        bar.high(),
        bar.low(),
        bar.close(),
        bar.volume(),
        bar.vwap(),
        bar.trades(),
        bar.buyVolume(),
        bar.imbalance(),
        bar.spread(),
        Completeness.CORRECTED,
        bar.source(),
        1);
  }

  @Test
  void marksTheBarsOverAHoleAndStoresThatAtOnce() {
    List<MarketTrade> trades = trades(9);
    RecordingOutput output = new RecordingOutput();
    InstrumentFeed feed = begun(output);
    trades.subList(0, 100).forEach(feed::onTrade);
    int checkpoints = output.checkpoints.size();
    Instant from = trades.get(99).eventTime();
    Instant to = trades.get(200).eventTime();

    feed.onGap(from, to, to);

    assertThat(output.checkpoints).hasSize(checkpoints + 1);
    trades.subList(200, 600).forEach(feed::onTrade);
    assertThat(output.bars(Timeframe.M1))
        .allSatisfy(
            bar ->
                assertThat(bar.completeness())
                    .isEqualTo(
                        bar.openTime().isBefore(to) && bar.closeTime().isAfter(from)
                            ? Completeness.PARTIAL
                            : Completeness.COMPLETE))
        .anyMatch(bar -> bar.completeness() == Completeness.PARTIAL);
  }

  @Test
  void storesTheMarkOfAHoleOnceAMinute() {
    List<MarketTrade> trades = trades(9);
    RecordingOutput output = new RecordingOutput();
    InstrumentFeed feed = begun(output);
    trades.subList(0, 100).forEach(feed::onTrade);
    Instant minute = Timeframe.M1.openOf(trades.get(99).eventTime());

    for (int second = 0; second < 60; second++) {
      Instant from = minute.plusSeconds(second);
      feed.onGap(from, from.plusNanos(1), from);
    }
    assertThat(output.checkpoints).hasSize(1);
    assertThat(feed.isChanged()).isTrue();

    feed.onGap(minute.plusSeconds(60), minute.plusSeconds(61), minute);
    assertThat(output.checkpoints).hasSize(2);
  }

  @Test
  void forgetsPublishedBarsThatAreBuiltNoMore() {
    List<MarketTrade> trades = trades(8).subList(0, 60);
    RecordingOutput complete = new RecordingOutput();
    trades.forEach(begun(complete)::onTrade);
    PublishedEditions editions = new PublishedEditions();
    complete.messages.forEach(editions::note);
    Bar second = complete.bars(Timeframe.M1).get(1);

    editions.forgetBefore(second.openTime());

    assertThat(editions.remaining(message(second))).isEmpty();
    assertThat(editions.remaining(message(complete.bars(Timeframe.M1).getFirst()))).isNotEmpty();
  }

  @Test
  void setsAsideAStreamedTradeThatComesAfterItsBarsAreForgotten() {
    List<MarketTrade> trades = trades(10);
    MarketTrade late = trades.get(10);
    RecordingOutput output = new RecordingOutput();
    InstrumentFeed feed = begun(output);
    trades.stream().filter(trade -> !trade.equals(late)).forEach(feed::onTrade);

    feed.onTrade(late);

    assertThat(output.tradeEvents()).doesNotContain(late);
    assertThat(output.invalid)
        .extracting(InvalidData::fault, InvalidData::instrument)
        .containsExactly(tuple(DataFault.OUT_OF_ORDER, SeededTrades.BTC_USD));
    assertThat(feed.metrics().late.count()).isEqualTo(1);
    assertThat(feed.metrics().gaps.count()).isEqualTo(1);
  }

  @Test
  void closesBarsByTimeWithoutANewTrade() {
    List<MarketTrade> trades = trades(11).subList(0, 5);
    RecordingOutput output = new RecordingOutput();
    InstrumentFeed feed = begun(output);
    trades.forEach(feed::onTrade);
    Instant later = trades.getLast().eventTime().plus(Duration.ofHours(1)).plus(GRACE);

    feed.onTime(later, later);

    assertThat(output.rows(Timeframe.M1))
        .isEqualTo(ExpectedBars.of(trades, Timeframe.M1, later.minus(GRACE)));
  }

  @Test
  void publishesAtMostOneBookAnIntervalAndTheLatestOfIt() {
    RecordingOutput output = new RecordingOutput();
    InstrumentFeed feed = begun(output);
    for (int millis : new int[] {0, 100, 200, 260, 300, 400}) {
      feed.onBook(book(START.plusMillis(millis)));
    }
    feed.onTime(START.plusMillis(509), START);
    feed.onTime(START.plusMillis(510), START);

    assertThat(output.books)
        .extracting(book -> Duration.between(START, book.eventTime()).toMillis())
        .containsExactly(0L, 260L, 400L);
    assertThat(feed.book()).contains(book(START.plusMillis(400)));
  }

  private static OrderBook book(Instant time) {
    BookLevel bid = new BookLevel(Price.of("99"), Quantity.of("1"), Quantity.of("1"));
    BookLevel ask = new BookLevel(Price.of("101"), Quantity.of("1"), Quantity.of("1"));
    return new OrderBook(SeededTrades.BTC_USD, List.of(bid), List.of(ask), time, time);
  }
}
