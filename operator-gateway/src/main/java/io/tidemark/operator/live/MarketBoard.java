package io.tidemark.operator.live;

import io.tidemark.kit.codec.Json;
import io.tidemark.model.Bar;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.ControlEvent;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.ModelEvent;
import io.tidemark.model.event.OrderBook;
import io.tidemark.model.event.OrderIntent;
import io.tidemark.model.event.OrderReport;
import io.tidemark.model.event.PositionEvent;
import io.tidemark.model.event.ScanDecided;
import io.tidemark.model.event.SignalRaised;
import io.tidemark.model.event.Ticker;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What market events told last, by instrument, and the decisions on it. */
final class MarketBoard {

  /** Over which trades are counted, in market time. */
  private static final Duration WINDOW = Duration.ofSeconds(60);

  private static final int MOST_TRADES = 200;
  private static final int MOST_BARS = 200;

  private final Map<InstrumentId, Market> markets = new TreeMap<>();
  private final Map<String, ObjectNode> decisions = new TreeMap<>();
  private long events;

  /** Something that happened in a market, in the order it was heard. */
  private record Heard<T>(long number, T what) {}

  private static final class Market {
    private final ObjectNode quote = Json.mapper().createObjectNode();
    private final Deque<Instant> tradeTimes = new ArrayDeque<>();
    private final Deque<Heard<MarketTrade>> trades = new ArrayDeque<>();
    private final Deque<Heard<Bar>> bars = new ArrayDeque<>();
    private @Nullable OrderBook book;
  }

  /**
   * What is new of an instrument for one who watches it.
   *
   * @param upTo what to ask from the next time
   */
  record News(long upTo, List<Bar> closed, @Nullable OrderBook book, List<MarketTrade> trades) {}

  /** Takes an event; one that tells nothing of a market changes nothing. */
  synchronized void hear(Event event) {
    events++;
    switch (event) {
      case Ticker ticker -> quote(ticker);
      case MarketTrade trade -> trade(trade);
      case OrderBook book -> market(book.instrument()).book = book;
      case BarsClosed bars -> bars(bars);
      case ScanDecided scan -> decided(scan);
      case SignalRaised _,
          ModelEvent _,
          OrderIntent _,
          OrderReport _,
          PositionEvent _,
          ControlEvent _ -> {}
    }
  }

  /** By {@code exchange|symbol}. */
  synchronized JsonNode markets() {
    ObjectNode all = Json.mapper().createObjectNode();
    markets.forEach((instrument, market) -> all.set(instrument.key(), market.quote.deepCopy()));
    return all;
  }

  /** By {@code exchange|symbol|timeframe}. */
  synchronized JsonNode decisions() {
    ObjectNode all = Json.mapper().createObjectNode();
    decisions.forEach(all::set);
    return all;
  }

  /** The number from which on everything is new. */
  synchronized long now() {
    return events;
  }

  /** What was heard of an instrument behind a number. */
  synchronized News since(long number, InstrumentId instrument, Timeframe timeframe) {
    Market market = markets.get(instrument);
    if (market == null) {
      return new News(events, List.of(), null, List.of());
    }
    return new News(
        events,
        market.bars.stream()
            .filter(bar -> bar.number > number && bar.what.timeframe().equals(timeframe))
            .map(Heard::what)
            .toList(),
        market.book,
        market.trades.stream().filter(trade -> trade.number > number).map(Heard::what).toList());
  }

  private Market market(InstrumentId instrument) {
    return markets.computeIfAbsent(instrument, _ -> new Market());
  }

  private void quote(Ticker ticker) {
    ObjectNode quote = market(ticker.instrument()).quote;
    quote.put("bid", ticker.bid().toString());
    quote.put("ask", ticker.ask().toString());
    if (ticker.last() != null) {
      quote.put("last", ticker.last().toString());
    }
    quote.put("time", ticker.eventTime().toString());
  }

  private void trade(MarketTrade trade) {
    Market market = market(trade.instrument());
    market.quote.put("last", trade.price().toString());
    market.quote.put("time", trade.eventTime().toString());
    market.tradeTimes.addLast(trade.eventTime());
    Instant first = trade.eventTime().minus(WINDOW);
    while (!market.tradeTimes.isEmpty() && market.tradeTimes.getFirst().isBefore(first)) {
      market.tradeTimes.removeFirst();
    }
    market.quote.put(
        "tradesPerSecond",
        BigDecimal.valueOf(market.tradeTimes.size())
            .divide(BigDecimal.valueOf(WINDOW.toSeconds()), 2, RoundingMode.HALF_EVEN)
            .toPlainString());
    add(market.trades, trade, MOST_TRADES);
  }

  private void bars(BarsClosed closed) {
    Market market = market(closed.instrument());
    for (Bar bar : closed.bars()) {
      add(market.bars, bar, MOST_BARS);
      if (bar.timeframe().equals(Timeframe.M1) && !closed.correction()) {
        market.quote.put("completeness", bar.completeness().name());
        if (!market.quote.has("last")) {
          market.quote.put("last", bar.close().toString());
          market.quote.put("time", closed.closeTime().toString());
        }
      }
    }
  }

  private <T> void add(Deque<Heard<T>> heard, T what, int most) {
    heard.addLast(new Heard<>(events, what));
    if (heard.size() > most) {
      heard.removeFirst();
    }
  }

  private void decided(ScanDecided scan) {
    Map<Timeframe, ArrayNode> byTimeframe = new TreeMap<>();
    scan.decisions()
        .forEach(
            decision ->
                byTimeframe
                    .computeIfAbsent(decision.timeframe(), _ -> Json.mapper().createArrayNode())
                    .add(DecisionEntry.of(decision)));
    byTimeframe.forEach(
        (timeframe, strategies) ->
            decisions.put(
                scan.key() + "|" + timeframe,
                DecisionEntry.together(scan.closeTime(), strategies)));
  }
}
