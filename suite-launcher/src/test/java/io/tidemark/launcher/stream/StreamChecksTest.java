package io.tidemark.launcher.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.exchange.ChannelState;
import io.tidemark.exchange.ChannelStatus;
import io.tidemark.exchange.InvalidData;
import io.tidemark.exchange.MarketChannel;
import io.tidemark.exchange.StreamChange;
import io.tidemark.exchange.StreamState;
import io.tidemark.exchange.VenueCandle;
import io.tidemark.launcher.stream.StreamCheck.Outcome;
import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.BookLevel;
import io.tidemark.model.Completeness;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.OrderBook;
import io.tidemark.model.event.Ticker;
import io.tidemark.model.reason.DataFault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StreamChecksTest {

  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
  private static final Instant END = START.plusSeconds(30);
  private static final Duration MAX_AGE = Duration.ofSeconds(10);
  private static final InstrumentId BTC = InstrumentId.of("kraken", "BTC/USD");

  private final StreamWatch watch = new StreamWatch(List.of(BTC), () -> START, MAX_AGE);
  private final List<ChannelStatus> channels = new ArrayList<>();
  private @Nullable List<MarketTrade> listed = List.of();
  private Duration clockAhead = Duration.ZERO;

  @BeforeEach
  void connect() {
    watch.onStreamChange(StreamChange.ofConnection(StreamState.LIVE, "all confirmed", START));
  }

  private Outcome outcome(String name) {
    VenueAnswers venue =
        new VenueAnswers() {
          @Override
          public Optional<Duration> clockAhead() {
            return Optional.of(clockAhead);
          }

          @Override
          public Optional<List<MarketTrade>> trades(InstrumentId instrument) {
            return Optional.ofNullable(listed);
          }

          @Override
          public Optional<List<Bar>> minutes(InstrumentId instrument) {
            return Optional.empty();
          }
        };
    return new StreamChecks(
            watch, EnumSet.allOf(MarketChannel.class), channels, venue, MAX_AGE, END)
        .all().stream()
            .filter(check -> check.name().equals(name))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no check " + name))
            .outcome();
  }

  private static MarketTrade trade(String id, double second, String price, double age) {
    Instant at = START.plusMillis((long) (second * 1000));
    return new MarketTrade(
        BTC,
        id,
        Price.of(price),
        Quantity.of("1"),
        Side.BUY,
        at,
        at.plusMillis((long) (age * 1000)));
  }

  private static BookLevel level(String price, String quantity, String cumulative) {
    return new BookLevel(Price.of(price), Quantity.of(quantity), Quantity.of(cumulative));
  }

  private void book(List<BookLevel> bids, List<BookLevel> asks) {
    watch.onOrderBook(new OrderBook(BTC, bids, asks, START.plusSeconds(1), START.plusSeconds(1)));
  }

  @Test
  void passesTradesInOrder() {
    watch.onTrade(trade("a", 4, "10", 0.1));
    watch.onTrade(trade("b", 4, "11", 0.1));
    watch.onTrade(trade("c", 6, "10", 0.1));
    listed = List.of(trade("x", 4, "10", 0), trade("y", 4, "11", 0), trade("z", 6, "10", 0));

    assertThat(outcome("connected")).isEqualTo(Outcome.PASS);
    assertThat(outcome("channel.trades")).isEqualTo(Outcome.PASS);
    assertThat(outcome("trades.order")).isEqualTo(Outcome.PASS);
    assertThat(outcome("trades.complete")).isEqualTo(Outcome.PASS);
    assertThat(outcome("trades.age")).isEqualTo(Outcome.PASS);
  }

  @Test
  void failsATradeThatIsOlderThanOneBeforeIt() {
    watch.onTrade(trade("a", 4, "10", 0.1));
    watch.onTrade(trade("b", 3, "10", 0.1));

    assertThat(outcome("trades.order")).isEqualTo(Outcome.FAIL);
  }

  @Test
  void failsATradeThatComesTwiceUnlessTheConnectionWasLost() {
    watch.onTrade(trade("a", 4, "10", 0.1));
    watch.onTrade(trade("a", 4, "10", 0.1));

    assertThat(outcome("trades.order")).isEqualTo(Outcome.FAIL);
    watch.onStreamChange(StreamChange.ofConnection(StreamState.DISCONNECTED, "reset", START));
    watch.onStreamChange(StreamChange.ofConnection(StreamState.LIVE, "again", START));
    assertThat(outcome("trades.order")).isEqualTo(Outcome.PASS);
  }

  @Test
  void failsATradeThatTheVenueListsAndTheStreamDidNotTell() {
    watch.onTrade(trade("a", 4, "10", 0.1));
    watch.onTrade(trade("c", 6, "10", 0.1));
    listed = List.of(trade("a", 4, "10", 0), trade("b", 5, "10.5", 0), trade("c", 6, "10", 0));

    assertThat(outcome("trades.complete")).isEqualTo(Outcome.FAIL);
  }

  @Test
  void callsSilenceIdleOnlyWhereTheVenueHadNothingEither() {
    assertThat(outcome("channel.trades")).isEqualTo(Outcome.IDLE);
    assertThat(outcome("channel.candles")).isEqualTo(Outcome.IDLE);
    assertThat(outcome("channel.book")).isEqualTo(Outcome.FAIL);

    listed = List.of(trade("a", 9, "10", 0));
    assertThat(outcome("channel.trades")).isEqualTo(Outcome.FAIL);

    listed = null;
    assertThat(outcome("channel.trades")).isEqualTo(Outcome.SKIPPED);
  }

  @Test
  void doesNotTakeTheTradeThatAVenueGreetsWithForALiveStream() {
    watch.onTrade(trade("greeting", -90, "10", 91));
    assertThat(outcome("channel.trades")).isEqualTo(Outcome.IDLE);

    listed = List.of(trade("a", 9, "10", 0));
    assertThat(outcome("channel.trades")).isEqualTo(Outcome.FAIL);
  }

  @Test
  void doesNotMissWhatWasTradedBetweenTheGreetingAndTheFirstLiveTrade() {
    watch.onTrade(trade("greeting", -90, "10", 91));
    watch.onTrade(trade("b", 4, "10", 0.1));
    watch.onTrade(trade("c", 6, "10", 0.1));
    listed = List.of(trade("a", 1, "11", 0), trade("b", 4, "10", 0), trade("c", 6, "10", 0));

    assertThat(outcome("trades.complete")).isEqualTo(Outcome.PASS);
  }

  @Test
  void failsTradesThatStopWhileTheVenueGoesOn() {
    watch.onTrade(trade("a", 4, "10", 0.1));
    watch.onTrade(trade("b", 5, "11", 0.1));
    listed = List.of(trade("a", 4, "10", 0), trade("b", 5, "11", 0), trade("c", 29, "10", 0));

    assertThat(outcome("trades.complete")).isEqualTo(Outcome.FAIL);
  }

  @Test
  void comparesTradesAfterALostConnectionFromThenOn() {
    watch.onTrade(trade("a", 4, "10", 0.1));
    watch.onStreamChange(new StreamChange(StreamState.DISCONNECTED, null, null, "reset", START));
    watch.onStreamChange(
        new StreamChange(StreamState.LIVE, null, null, "again", START.plusSeconds(10)));
    watch.onTrade(trade("d", 20, "10", 0.1));
    listed = List.of(trade("a", 4, "10", 0), trade("b", 8, "9", 0), trade("d", 20, "10", 0));
    assertThat(outcome("trades.complete")).isEqualTo(Outcome.PASS);

    listed = List.of(trade("c", 14, "10", 0), trade("d", 20, "10", 0));
    assertThat(outcome("trades.complete")).isEqualTo(Outcome.FAIL);
  }

  @Test
  void failsABookThatIsOlderThanTheMaximumAgeWhileTheVenueTrades() {
    bookAt(8);
    listed = List.of(trade("a", 19, "10", 0));
    assertThat(outcome("channel.book")).isEqualTo(Outcome.FAIL);

    listed = List.of(trade("a", 20, "10", 0));
    assertThat(outcome("channel.book")).as("exactly at the limit").isEqualTo(Outcome.PASS);
  }

  @Test
  void failsABookThatWasSilentForTooLongAfterATrade() {
    bookAt(1);
    bookAt(16);
    bookAt(29);
    listed = List.of(trade("a", 5, "10", 0));
    assertThat(outcome("channel.book")).isEqualTo(Outcome.FAIL);

    listed = List.of(trade("a", 7, "10", 0));
    assertThat(outcome("channel.book")).as("the book came in time").isEqualTo(Outcome.PASS);
  }

  @Test
  void doesNotBlameABookForAMarketThatRests() {
    bookAt(1);
    listed = List.of();
    assertThat(outcome("channel.book")).isEqualTo(Outcome.PASS);
  }

  @Test
  void failsATickerThatIsOlderThanTheMaximumAgeWhileTheVenueTrades() {
    watch.onTicker(
        new Ticker(BTC, Price.of("9"), null, Price.of("10"), null, null, null, START, START));
    listed = List.of(trade("a", 15, "10", 0));

    assertThat(outcome("channel.ticker")).isEqualTo(Outcome.FAIL);
  }

  @Test
  void failsAChannelThatWentSilentWhileTheVenueHadNews() {
    bookAt(29);
    channels.add(
        new ChannelStatus(BTC, MarketChannel.BOOK, ChannelState.LIVE, "", START, 9, 0, 0, 0, 1, 0));

    assertThat(outcome("channel.book")).isEqualTo(Outcome.FAIL);
  }

  private void bookAt(int second) {
    Instant at = START.plusSeconds(second);
    watch.onOrderBook(
        new OrderBook(BTC, List.of(level("9", "1", "1")), List.of(level("10", "1", "1")), at, at));
  }

  @Test
  void failsOldTrades() {
    watch.onTrade(trade("a", 4, "10", 12));

    assertThat(outcome("trades.age")).isEqualTo(Outcome.FAIL);
  }

  @Test
  void doesNotCallHistoryOld() {
    watch.onTrade(trade("a", -90, "10", 91));

    assertThat(outcome("trades.age")).isEqualTo(Outcome.IDLE);
  }

  @Test
  void passesASoundBook() {
    book(
        List.of(level("9", "1", "1"), level("8", "2", "3")),
        List.of(level("10", "1", "1"), level("11", "4", "5")));

    assertThat(outcome("book.sane")).isEqualTo(Outcome.PASS);
    assertThat(outcome("book.checksum")).isEqualTo(Outcome.PASS);
  }

  @Test
  void failsACrossedBook() {
    book(List.of(level("10", "1", "1")), List.of(level("10", "1", "1")));
    book(List.of(level("9", "1", "1")), List.of(level("10", "1", "1")));

    assertThat(outcome("book.sane")).isEqualTo(Outcome.FAIL);
  }

  @Test
  void failsLevelsOutOfOrderAndWrongSums() {
    book(List.of(level("8", "1", "1"), level("9", "1", "2")), List.of(level("10", "1", "1")));
    assertThat(outcome("book.sane")).isEqualTo(Outcome.FAIL);
  }

  @Test
  void failsAWrongCumulativeQuantity() {
    book(List.of(level("9", "1", "1"), level("8", "1", "3")), List.of(level("10", "1", "1")));

    assertThat(outcome("book.sane")).isEqualTo(Outcome.FAIL);
  }

  @Test
  void failsABookWhoseChecksumWasWrong() {
    channels.add(
        new ChannelStatus(BTC, MarketChannel.BOOK, ChannelState.LIVE, "", START, 9, 0, 0, 1, 0, 0));

    assertThat(outcome("book.checksum")).isEqualTo(Outcome.FAIL);
  }

  @ParameterizedTest
  @EnumSource(
      value = ChannelState.class,
      names = {"SUBSCRIBING", "STALLED", "RESYNCING", "REFUSED", "DISCONNECTED"})
  void failsAChannelThatIsNotLiveAtTheEnd(ChannelState state) {
    watch.onTrade(trade("a", 4, "10", 0.1));
    channels.add(new ChannelStatus(BTC, MarketChannel.TRADES, state, "", START, 1, 0, 0, 0, 0, 0));

    assertThat(outcome("channel.trades")).isEqualTo(Outcome.FAIL);
  }

  @Test
  void failsACrossedTicker() {
    watch.onTicker(
        new Ticker(BTC, Price.of("10"), null, Price.of("10"), null, null, null, START, START));

    assertThat(outcome("ticker.sane")).isEqualTo(Outcome.FAIL);
  }

  @Test
  void failsInvalidData() {
    assertThat(outcome("invalid")).isEqualTo(Outcome.PASS);
    watch.onInvalid(
        new InvalidData(
            BTC, MarketChannel.TRADES, DataFault.PRICE_NOT_POSITIVE, "price 0", "{}", START));

    assertThat(outcome("invalid")).isEqualTo(Outcome.FAIL);
  }

  @Test
  void failsAClockThatIsFarOff() {
    assertThat(outcome("clock")).isEqualTo(Outcome.PASS);
    clockAhead = Duration.ofSeconds(-6);

    assertThat(outcome("clock")).isEqualTo(Outcome.FAIL);
  }

  @Test
  void failsAStreamThatIsLostAtTheEnd() {
    watch.onStreamChange(StreamChange.ofConnection(StreamState.DISCONNECTED, "reset", START));

    assertThat(outcome("connected")).isEqualTo(Outcome.FAIL);
  }

  private static VenueCandle candle(String high, String volume, boolean closed) {
    return new VenueCandle(
        BTC,
        new Bar(
            Timeframe.M1,
            START,
            Price.of("10"),
            Price.of(high),
            Price.of("10"),
            Price.of("10"),
            Quantity.of(volume),
            null,
            null,
            null,
            null,
            null,
            Completeness.COMPLETE,
            BarSource.VENUE_CANDLE,
            0),
        START.plusSeconds(closed ? 60 : 30),
        closed);
  }

  @Test
  void comparesAFormingCandleWithTheTradesHeardOfIt() {
    watch.onTrade(trade("a", 4, "10", 0.1));
    watch.onTrade(trade("b", 5, "12", 0.1));
    watch.onTrade(trade("late", 40, "99", 0.1));

    watch.onCandle(candle("12", "7", false));
    assertThat(outcome("candle.consistent")).isEqualTo(Outcome.PASS);
    watch.onCandle(candle("11", "7", false));
    assertThat(outcome("candle.consistent")).isEqualTo(Outcome.FAIL);
    watch.onCandle(candle("12", "1", false));
    assertThat(outcome("candle.consistent")).isEqualTo(Outcome.FAIL);
  }

  @Test
  void comparesAWholeMinuteExactly() {
    watch.onTrade(trade("before", -70, "10", 0.1));
    watch.onTrade(trade("a", 4, "10", 0.1));
    watch.onTrade(trade("b", 5, "12", 0.1));
    watch.onTrade(trade("c", 50, "10", 0.1));
    watch.onTrade(trade("after", 65, "10", 0.1));

    watch.onCandle(candle("12", "3", true));
    assertThat(outcome("candle.consistent")).isEqualTo(Outcome.PASS);
    watch.onCandle(candle("12", "4", true));
    assertThat(outcome("candle.consistent")).isEqualTo(Outcome.FAIL);
  }
}
