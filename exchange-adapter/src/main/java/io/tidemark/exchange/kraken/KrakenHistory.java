package io.tidemark.exchange.kraken;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.exchange.CandlePage;
import io.tidemark.exchange.InvalidData;
import io.tidemark.exchange.MarketChannel;
import io.tidemark.exchange.TradeCursor;
import io.tidemark.exchange.TradePage;
import io.tidemark.exchange.kraken.KrakenCandleFeed.Progress;
import io.tidemark.exchange.kraken.KrakenRows.TradeRow;
import io.tidemark.exchange.kraken.KrakenSymbols.Pair;
import io.tidemark.model.Bar;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.reason.DataFault;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Past trades and candles of Kraken by REST. A row that cannot be true is told apart, and the rest
 * of its page goes on. Thread-safe.
 */
final class KrakenHistory {

  /** Timeframes Kraken has; its week begins on a Thursday, so it is not ours. */
  static final Map<Timeframe, Integer> INTERVAL_MINUTES =
      Map.of(
          Timeframe.M1, 1,
          Timeframe.M5, 5,
          Timeframe.M15, 15,
          Timeframe.M30, 30,
          Timeframe.H1, 60,
          Timeframe.H4, 240,
          Timeframe.D1, 1440);

  /** Candles of a full answer. */
  private static final int CANDLES = 720;

  /** Trades of a full page. */
  private static final int PAGE = 1000;

  /** Enough to find the latest trade. */
  private static final int LATEST = 10;

  private static final long NANOS_A_MICRO = 1000;
  private static final int OPEN = 1;
  private static final int COUNT = 7;

  private final KrakenRest rest;
  private final KrakenMarketData market;
  private final InstantSource clock;
  private final TimeLimit limit;

  KrakenHistory(KrakenRest rest, KrakenMarketData market, InstantSource clock, TimeLimit limit) {
    this.rest = rest;
    this.market = market;
    this.clock = clock;
    this.limit = limit;
  }

  /** The venue tells its latest 720 candles, the forming one included, whatever is asked for. */
  CandlePage candles(InstrumentId instrument, Timeframe timeframe, Instant from, Instant to) {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException(
          "from must be before to, were %s and %s".formatted(from, to));
    }
    Integer minutes = INTERVAL_MINUTES.get(timeframe);
    if (minutes == null) {
      throw new IllegalArgumentException(
          "timeframe must be one of %s, was %s".formatted(INTERVAL_MINUTES.keySet(), timeframe));
    }
    // The venue's "since" excludes the candle that opens there.
    List<JsonNode> rows = candleRows(instrument, minutes, from.getEpochSecond() - 1);
    List<Bar> bars = new ArrayList<>();
    List<InvalidData> invalid = new ArrayList<>();
    Instant oldest = Instant.MAX;
    for (int i = 0; i < rows.size(); i++) {
      try {
        Instant openTime = KrakenRows.time(rows.get(i).path(0), "time");
        oldest = openTime.isBefore(oldest) ? openTime : oldest;
        // The last row is the forming candle, whatever the time.
        boolean wanted = i < rows.size() - 1 && !openTime.isBefore(from) && openTime.isBefore(to);
        if (wanted && isTraded(rows.get(i))) {
          bars.add(KrakenRows.candle(rows.get(i), OPEN, timeframe, openTime));
        }
      } catch (InvalidRow e) {
        invalid.add(invalid(instrument, MarketChannel.CANDLES, e, rows.get(i)));
      }
    }
    return new CandlePage(bars, completeFrom(rows.size(), oldest, from, to), false, invalid);
  }

  private List<JsonNode> candleRows(
      InstrumentId instrument, int minutes, @Nullable Long sinceSeconds) {
    Pair pair = market.require(instrument);
    JsonNode answer =
        rest.<JsonNode>read(
            "reading candles of " + instrument,
            requests -> requests.candles(pair.restName(), minutes, sinceSeconds));
    return rows(answer);
  }

  /** The rows of the one pair that an answer is about. */
  private static List<JsonNode> rows(JsonNode answer) {
    return answer.properties().stream()
        .map(Map.Entry::getValue)
        .filter(JsonNode::isArray)
        .findFirst()
        .map(rows -> rows.valueStream().toList())
        .orElse(List.of());
  }

  private static boolean isTraded(JsonNode row) throws InvalidRow {
    return KrakenRows.number(row.path(COUNT), "count").signum() > 0;
  }

  private static Instant completeFrom(int rows, Instant oldest, Instant from, Instant to) {
    if (rows < CANDLES || oldest.isBefore(from)) {
      return from;
    }
    return oldest.isBefore(to) ? oldest : to;
  }

  private InvalidData invalid(
      InstrumentId instrument, MarketChannel channel, InvalidRow fault, JsonNode row) {
    return new InvalidData(
        instrument, channel, fault.fault(), fault.detail(), row.toString(), clock.instant());
  }

  TradePage trades(InstrumentId instrument, TradeCursor cursor) {
    JsonNode answer = tradesAnswer(instrument, KrakenTimes.toNanos(cursor.from()), PAGE);
    List<JsonNode> rows = rows(answer);
    List<InvalidData> invalid = new ArrayList<>();
    List<TradeRow> trades = read(instrument, rows, invalid);
    boolean full = rows.size() >= PAGE;
    int whole = full ? wholeMicroseconds(trades) : trades.size();
    TradeCursor next =
        whole == trades.size()
            ? new TradeCursor(lastOf(answer, trades, cursor), null)
            : new TradeCursor(beforeMicroOf(trades.get(whole).time()), null);
    // A full page that does not lead on would be asked for without end.
    boolean more = full && next.from().isAfter(cursor.from());
    return new TradePage(told(instrument, trades.subList(0, whole)), next, more, invalid);
  }

  private JsonNode tradesAnswer(InstrumentId instrument, @Nullable Long sinceNanos, int count) {
    Pair pair = market.require(instrument);
    return rest.<JsonNode>read(
        "reading trades of " + instrument,
        requests -> requests.trades(pair.restName(), sinceNanos, count));
  }

  private List<TradeRow> read(
      InstrumentId instrument, List<JsonNode> rows, List<InvalidData> invalid) {
    List<TradeRow> trades = new ArrayList<>(rows.size());
    @Nullable Instant latest = null;
    for (JsonNode row : rows) {
      try {
        TradeRow trade = KrakenRows.trade(row);
        if (trade.time().isAfter(limit.latest())) {
          latest = latest == null ? venueLimit() : latest;
          requireNotAfter(latest, trade.time());
        }
        trades.add(trade);
      } catch (InvalidRow e) {
        invalid.add(invalid(instrument, MarketChannel.TRADES, e, row));
      }
    }
    return trades;
  }

  /** The suite's clock may be behind a replaying venue's that has just begun to run. */
  private Instant venueLimit() {
    Instant venue = market.serverTime().plus(limit.tolerance());
    Instant own = limit.latest();
    return venue.isAfter(own) ? venue : own;
  }

  private void requireNotAfter(Instant latest, Instant time) throws InvalidRow {
    if (time.isAfter(latest)) {
      throw new InvalidRow(
          DataFault.FUTURE_TIME,
          "time must be at most %s ahead of the clock, was %s".formatted(limit.tolerance(), time));
    }
  }

  /**
   * How many trades to take. A full page may end amid the trades of one microsecond, whose ids
   * would then be counted wrongly: they are left to the next page, unless nothing else is on this
   * one.
   */
  private static int wholeMicroseconds(List<TradeRow> trades) {
    if (trades.isEmpty()) {
      return 0;
    }
    long last = KrakenTradeIds.microsOf(trades.getLast().time());
    int end = trades.size();
    while (end > 0 && KrakenTradeIds.microsOf(trades.get(end - 1).time()) == last) {
      end--;
    }
    return end == 0 ? trades.size() : end;
  }

  /** Where the venue says that the next page begins, unless no trade says so too. */
  private Instant lastOf(JsonNode answer, List<TradeRow> trades, TradeCursor cursor) {
    Instant lastTrade =
        trades.stream().map(TradeRow::time).max(Comparator.naturalOrder()).orElse(cursor.from());
    try {
      BigDecimal nanos = KrakenRows.number(answer.path("last"), "last");
      Instant told = KrakenTimes.ofNanos(nanos.longValueExact());
      boolean plausible = !told.isAfter(lastTrade.plus(Duration.ofSeconds(1)));
      return plausible ? told : lastTrade;
    } catch (InvalidRow | ArithmeticException e) {
      return lastTrade;
    }
  }

  private static Instant beforeMicroOf(Instant time) {
    return KrakenTimes.ofNanos((KrakenTradeIds.microsOf(time) - 1) * NANOS_A_MICRO);
  }

  /** Trades of nothing, rounded away, are passed on neither here nor by the stream. */
  private List<MarketTrade> told(InstrumentId instrument, List<TradeRow> rows) {
    KrakenTradeIds ids = new KrakenTradeIds(instrument);
    Instant observedAt = clock.instant();
    List<MarketTrade> trades = new ArrayList<>(rows.size());
    for (TradeRow row : rows) {
      if (row.quantity().isPositive()) {
        String id = ids.next(row.time(), row.price(), row.quantity(), row.taker());
        trades.add(
            new MarketTrade(
                instrument, id, row.price(), row.quantity(), row.taker(), row.time(), observedAt));
      }
    }
    return trades;
  }

  /**
   * The microsecond of the latest trade; empty if there is none after {@code sinceMicros}.
   *
   * @param sinceMicros null for any
   */
  Optional<Long> latestTradeMicros(InstrumentId instrument, @Nullable Long sinceMicros) {
    JsonNode answer =
        sinceMicros == null
            ? tradesAnswer(instrument, null, LATEST)
            : tradesAnswer(instrument, sinceMicros * NANOS_A_MICRO, PAGE);
    List<TradeRow> trades = read(instrument, rows(answer), new ArrayList<>());
    return trades.stream()
        .filter(trade -> trade.quantity().isPositive())
        .map(trade -> KrakenTradeIds.microsOf(trade.time()))
        .max(Comparator.naturalOrder());
  }

  /**
   * How far the candles of a minute tell the market; empty if nothing was traded in those told.
   *
   * @param since the opening of the first one to look at; null for any
   */
  Optional<Progress> latestCandle(InstrumentId instrument, @Nullable Instant since) {
    List<JsonNode> rows =
        candleRows(instrument, 1, since == null ? null : since.getEpochSecond() - 1);
    for (JsonNode row : rows.reversed()) {
      try {
        if (isTraded(row)) {
          Instant openTime = KrakenRows.time(row.path(0), "time");
          Bar bar = KrakenRows.candle(row, OPEN, KrakenCandleFeed.TIMEFRAME, openTime);
          return Optional.of(new Progress(openTime, bar.volume()));
        }
      } catch (InvalidRow e) {
        // What reads candles tells it; here the one before is as good.
        continue;
      }
    }
    return Optional.empty();
  }
}
