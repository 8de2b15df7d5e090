package io.tidemark.exchange.kraken;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.exchange.ChannelStatus;
import io.tidemark.exchange.CollectingListener;
import io.tidemark.exchange.InvalidData;
import io.tidemark.exchange.MarketChannel;
import io.tidemark.exchange.MarketRequest;
import io.tidemark.exchange.VenueCandle;
import io.tidemark.exchange.kraken.KrakenSymbols.Pair;
import io.tidemark.exchange.stream.RecordingStream;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.reason.DataFault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KrakenQuarantineTest {

  private static final InstrumentId BTC_USD = InstrumentId.of("kraken", "BTC/USD");

  /** The stub's present in seconds: 2026-03-01T12:00:00Z. */
  private static final long NOW = StubVenue.NOW.getEpochSecond();

  private final CollectingListener listener = new CollectingListener();
  private final RecordingStream stream = new RecordingStream();
  private final KrakenMarketProtocol protocol = protocol();

  private KrakenMarketProtocol protocol() {
    return KrakenProtocols.market(List.of(pair()), request(), listener);
  }

  private static Pair pair() {
    return KrakenInstruments.read("kraken", KrakenMessages.parse(StubVenue.PAIRS).path("result"))
        .find(BTC_USD)
        .orElseThrow();
  }

  private static MarketRequest request() {
    return new MarketRequest(List.of(BTC_USD), Set.of(MarketChannel.values()), 10);
  }

  @BeforeEach
  void open() {
    protocol.opened(stream);
    stream.sent.clear();
  }

  private void receive(String message) {
    protocol.received(stream, message.replace('\'', '"'));
  }

  private void trades(String rows) {
    receive("[0,[" + rows + "],'trade','XBT/USD']");
  }

  private static String row(String price, String volume, String time) {
    return "['%s','%s','%s','b','l','']".formatted(price, volume, time);
  }

  private void candle(String time, long end, String prices, String volume) {
    receive(
        "[9,['%s','%d.000000',%s,'1.0','%s',3],'ohlc-1','XBT/USD']"
            .formatted(time, end, prices, volume));
  }

  private ChannelStatus status(MarketChannel channel) {
    return protocol.statuses().stream()
        .filter(status -> status.channel() == channel)
        .findFirst()
        .orElseThrow();
  }

  private List<DataFault> faults() {
    return listener.invalid.stream().map(InvalidData::fault).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "['0.0','1.0','1772366399.5','b','l','']|PRICE_NOT_POSITIVE",
        "['-1.0','1.0','1772366399.5','b','l','']|PRICE_NOT_POSITIVE",
        "['1.0','-1.0','1772366399.5','b','l','']|QUANTITY_NEGATIVE",
        "['NaN','1.0','1772366399.5','b','l','']|NOT_A_NUMBER",
        "['1.0','Infinity','1772366399.5','b','l','']|NOT_A_NUMBER",
        "['1e999999','1.0','1772366399.5','b','l','']|MALFORMED",
        "['1.0','1.0','1772366399.5','x','l','']|MALFORMED",
        "['1.0',null,'1772366399.5','b','l','']|MALFORMED",
        "['1.0']|MALFORMED",
        "7|MALFORMED",
      })
  void putsARowThatCannotBeTrueIntoQuarantineAndPassesTheOthersOn(String invalid, DataFault fault) {
    trades(
        row("100.0", "1.0", "1772366399.1")
            + ","
            + invalid
            + ","
            + row("101.0", "1.0", "1772366399.9"));

    assertThat(listener.trades)
        .extracting(MarketTrade::price)
        .containsExactly(Price.of("100.0"), Price.of("101.0"));
    assertThat(faults()).containsExactly(fault);
    assertThat(listener.invalid.getFirst().instrument()).isEqualTo(BTC_USD);
    assertThat(status(MarketChannel.TRADES).invalid()).isEqualTo(1);
    assertThat(stream.restarts).isEmpty();
  }

  @Test
  void quarantinesATradeOfTheFutureOnceTheClockHadTimeToFollow() {
    trades(row("100.0", "1.0", (NOW + 9) + ".0"));
    trades(row("100.0", "1.0", (NOW + 11) + ".0"));
    assertThat(listener.trades).hasSize(1);
    assertThat(listener.invalid).isEmpty();
    stream.pass(Duration.ofSeconds(2));
    protocol.tick(stream);
    assertThat(listener.invalid).isEmpty();
    assertThat(stream.answer()).isEqualTo(1);
    protocol.tick(stream);

    assertThat(faults()).containsExactly(DataFault.FUTURE_TIME);
    assertThat(listener.times).last().isEqualTo(Instant.ofEpochSecond(NOW + 9));
  }

  @Test
  void judgesByTheVenuesTimeWhereTheMachinesClockIsBehind() {
    try (StubVenue venue = new StubVenue()) {
      venue.on(
          "Time",
          StubVenue.json("{\"error\":[],\"result\":{\"unixtime\":%d}}".formatted(NOW + 15)));
      KrakenMarketProtocol asking =
          KrakenProtocols.market(List.of(pair()), request(), listener, venue.settings());
      RecordingStream own = new RecordingStream();
      asking.opened(own);
      asking.received(
          own,
          ("[0,[" + row("100.0", "1.0", (NOW + 15) + ".0") + "],'trade','XBT/USD']")
              .replace('\'', '"'));
      own.pass(Duration.ofSeconds(1));
      asking.tick(own);
      own.answer();
      asking.tick(own);

      assertThat(listener.trades).hasSize(1);
      assertThat(listener.invalid).isEmpty();
    }
  }

  @Test
  void tellsATradeOnceWhenItsMessageIsRepeated() {
    trades(row("100.0", "1.0", "1772366399.1"));
    trades(row("100.0", "1.0", "1772366399.1"));
    protocol.opened(stream);
    trades(row("100.0", "1.0", "1772366399.1"));

    assertThat(listener.trades).hasSize(1);
    assertThat(status(MarketChannel.TRADES).duplicates()).isEqualTo(2);
  }

  @Test
  void tellsEqualTradesOfOneMessageApartAndKnowsTheirRepeat() {
    String twice = row("100.0", "1.0", "1772366399.1") + "," + row("100.0", "1.0", "1772366399.1");
    trades(twice);
    trades(twice);

    assertThat(listener.trades).extracting(MarketTrade::tradeId).doesNotHaveDuplicates().hasSize(2);
  }

  @Test
  void putsTradesOfAMessageIntoTimeOrderAndCountsLateOnes() {
    trades(row("2.0", "1.0", "1772366399.2") + "," + row("1.0", "1.0", "1772366399.1"));
    trades(row("0.5", "1.0", "1772366398.0"));

    assertThat(listener.trades)
        .extracting(MarketTrade::price)
        .containsExactly(Price.of("1"), Price.of("2"), Price.of("0.5"));
    assertThat(status(MarketChannel.TRADES).reordered()).isEqualTo(2);
    assertThat(listener.times).isSorted();
  }

  @Test
  void quarantinesWhatWasNotAskedFor() {
    receive("[0,[" + row("1.0", "1.0", "1772366399.1") + "],'trade','DOGE/USD']");

    assertThat(faults()).containsExactly(DataFault.UNKNOWN_INSTRUMENT);
    assertThat(listener.invalid.getFirst().detail()).contains("DOGE/USD");
  }

  @Test
  void quarantinesATickerWhoseBidIsAboveItsAsk() {
    receive(
        "[3,{'a':['100.0',1,'1.0'],'b':['100.5',1,'1.0'],'c':['100.0','1.0'],'v':['1','2']},'ticker','XBT/USD']");

    assertThat(faults()).containsExactly(DataFault.CROSSED_BOOK);
    assertThat(listener.tickers).isEmpty();
  }

  @Test
  void quarantinesACrossedBookAndFetchesItAnew() {
    receive(
        "[7,{'as':[['101.0','1.0','1772366398.1']],'bs':[['100.0','2.0','1772366398.2']]},'book-10','XBT/USD']");
    receive("[7,{'b':[['102.0','1.0','1772366399.1']]},'book-10','XBT/USD']");

    assertThat(faults()).containsExactly(DataFault.CROSSED_BOOK);
    assertThat(listener.books).hasSize(1);
    assertThat(stream.sent).hasSize(2);
    assertThat(status(MarketChannel.BOOK).resyncs()).isEqualTo(1);
    assertThat(protocol.book(BTC_USD)).isEmpty();
  }

  @Test
  void fetchesABookAnewWhenAnUpdateCannotBeTrueOrCameLate() {
    String snapshot =
        "[7,{'as':[['101.0','1.0','1772366398.1']],'bs':[['100.0','2.0','1772366398.2']]},'book-10','XBT/USD']";
    receive(snapshot);
    receive("[7,{'a':[['x','1.0','1772366399.1']]},'book-10','XBT/USD']");
    receive(snapshot);
    receive("[7,{'a':[['101.0','3.0','1772366390.1']]},'book-10','XBT/USD']");

    assertThat(faults()).containsExactly(DataFault.NOT_A_NUMBER);
    assertThat(status(MarketChannel.BOOK))
        .returns(2L, ChannelStatus::resyncs)
        .returns(1L, ChannelStatus::reordered);
  }

  @Test
  void leavesOutABookUpdateThatIsRepeated() {
    receive(
        "[7,{'as':[['101.0','1.0','1772366398.1']],'bs':[['100.0','2.0','1772366398.2']]},'book-10','XBT/USD']");
    String first = "[7,{'a':[['101.0','3.0','1772366399.1']]},'book-10','XBT/USD']";
    receive(first);
    receive("[7,{'a':[['101.0','4.0','1772366399.2']]},'book-10','XBT/USD']");
    receive(first);

    assertThat(status(MarketChannel.BOOK))
        .returns(1L, ChannelStatus::duplicates)
        .returns(0L, ChannelStatus::resyncs);
    assertThat(listener.books).hasSize(3);
  }

  @Test
  void tellsACandleAsClosedOnceALaterOneBegins() {
    candle((NOW - 90) + ".5", NOW - 60, "'10','12','9','11'", "1.5");
    candle((NOW - 59) + ".5", NOW, "'11','11','11','11'", "0.5");

    assertThat(listener.candles)
        .extracting(VenueCandle::closed)
        .containsExactly(false, true, false);
    assertThat(listener.candles.get(1).bar().openTime())
        .isEqualTo(Instant.ofEpochSecond(NOW - 120));
    assertThat(listener.candles.get(1).bar().vwap()).isNull();
  }

  @Test
  void tellsACandleAsClosedOnceTheStreamHasPassedItsEnd() {
    candle((NOW - 90) + ".5", NOW - 60, "'10','12','9','11'", "1.5");
    trades(row("11", "1.0", (NOW - 60) + ".5"));
    assertThat(listener.candles).hasSize(1);
    trades(row("11", "1.0", (NOW - 58) + ".5"));

    assertThat(listener.candles).extracting(VenueCandle::closed).containsExactly(false, true);
  }

  @Test
  void tellsALateChangeOfAClosedCandleAndNoStaleOne() {
    candle((NOW - 70) + ".5", NOW - 60, "'10','12','9','11'", "1.5");
    candle((NOW - 59) + ".5", NOW, "'11','11','11','11'", "0.5");
    candle((NOW - 61) + ".5", NOW - 60, "'10','12','9','12'", "1.6");
    candle((NOW - 80) + ".5", NOW - 60, "'10','12','9','10'", "1.0");

    assertThat(listener.candles).hasSize(4);
    assertThat(listener.candles.getLast())
        .satisfies(
            candle -> {
              assertThat(candle.closed()).isTrue();
              assertThat(candle.bar().close()).isEqualTo(Price.of("12"));
            });
    assertThat(status(MarketChannel.CANDLES).reordered()).isEqualTo(2);
  }

  @Test
  void quarantinesCandlesThatCannotBe() {
    candle((NOW - 90) + ".5", NOW - 60, "'10','9','8','11'", "1.5");
    candle((NOW - 90) + ".5", NOW - 53, "'10','12','9','11'", "1.5");
    candle((NOW - 90) + ".5", NOW - 60, "'10','12','9','11'", "-1.5");

    assertThat(faults())
        .containsExactly(DataFault.HIGH_BELOW_LOW, DataFault.OFF_GRID, DataFault.QUANTITY_NEGATIVE);
    assertThat(listener.candles).isEmpty();
  }
}
