package io.tidemark.exchange.xchange;

import io.tidemark.exchange.InvalidData;
import io.tidemark.exchange.MarketChannel;
import io.tidemark.exchange.OrderBookView;
import io.tidemark.model.BookLevel;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.Ticker;
import io.tidemark.model.reason.DataFault;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.knowm.xchange.dto.Order.OrderType;
import org.knowm.xchange.dto.marketdata.OrderBook;
import org.knowm.xchange.dto.marketdata.Trade;
import org.knowm.xchange.dto.trade.LimitOrder;

/** Turns XChange's market data into the common model, and what cannot be true into faults. */
final class MarketRecords {

  private final InstantSource clock;

  MarketRecords(InstantSource clock) {
    this.clock = clock;
  }

  /** Trades of one answer or message. */
  record Trades(List<MarketTrade> trades, List<InvalidData> invalid) {}

  /** A book, or what is wrong with it. */
  record Book(@Nullable OrderBookView view, List<InvalidData> invalid) {}

  /** The trades in the order of time; a trade without an id gets one from its content. */
  Trades trades(InstrumentId instrument, List<Trade> rows) {
    List<MarketTrade> trades = new ArrayList<>();
    List<InvalidData> invalid = new ArrayList<>();
    Map<String, Integer> equal = new HashMap<>();
    for (Trade row : rows) {
      Fault fault = faultOf(row);
      if (fault == null) {
        trades.add(trade(instrument, row, equal));
      } else {
        invalid.add(invalid(instrument, MarketChannel.TRADES, fault, row));
      }
    }
    trades.sort(Comparator.comparing(MarketTrade::eventTime));
    return new Trades(trades, invalid);
  }

  private record Fault(DataFault kind, String detail) {}

  private static @Nullable Fault faultOf(Trade row) {
    if (row.getPrice() == null || row.getOriginalAmount() == null || row.getTimestamp() == null) {
      return new Fault(
          DataFault.MALFORMED,
          "price, quantity and time must be given, were %s, %s and %s"
              .formatted(row.getPrice(), row.getOriginalAmount(), row.getTimestamp()));
    }
    return faultOf(row.getPrice(), row.getOriginalAmount());
  }

  private static @Nullable Fault faultOf(BigDecimal price, BigDecimal quantity) {
    if (price.signum() <= 0) {
      return new Fault(
          DataFault.PRICE_NOT_POSITIVE, "price must be above 0, was " + price.toPlainString());
    }
    return quantity.signum() < 0
        ? new Fault(
            DataFault.QUANTITY_NEGATIVE,
            "quantity must be 0 or above, was " + quantity.toPlainString())
        : null;
  }

  private MarketTrade trade(InstrumentId instrument, Trade row, Map<String, Integer> equal) {
    Price price = new Price(row.getPrice());
    Quantity quantity = new Quantity(row.getOriginalAmount());
    Side taker = taker(row.getType());
    Instant time = row.getTimestamp().toInstant();
    String id = row.getId();
    if (id == null || id.isBlank()) {
      String content = time + "|" + price + "|" + quantity + "|" + taker;
      int ordinal = equal.merge(content, 1, Integer::sum) - 1;
      id = Ids.of("market-trade", instrument, content, ordinal).toString();
    }
    return new MarketTrade(instrument, id, price, quantity, taker, time, clock.instant());
  }

  private static @Nullable Side taker(@Nullable OrderType type) {
    if (type == null) {
      return null;
    }
    return switch (type) {
      case BID, EXIT_ASK -> Side.BUY;
      case ASK, EXIT_BID -> Side.SELL;
    };
  }

  /** The event of a ticker; empty where the module tells no bid or no ask yet. */
  Optional<Ticker> ticker(InstrumentId instrument, org.knowm.xchange.dto.marketdata.Ticker told) {
    Price bid = XChangeMarketData.price(told.getBid());
    Price ask = XChangeMarketData.price(told.getAsk());
    if (bid == null || ask == null) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    return Optional.of(
        new Ticker(
            instrument,
            bid,
            quantity(told.getBidSize()),
            ask,
            quantity(told.getAskSize()),
            XChangeMarketData.price(told.getLast()),
            quantity(told.getVolume()),
            told.getTimestamp() == null ? now : told.getTimestamp().toInstant(),
            now));
  }

  private static @Nullable Quantity quantity(@Nullable BigDecimal value) {
    return value == null || value.signum() < 0 ? null : new Quantity(value);
  }

  /** The best levels of a book; one that is crossed is wrong as a whole. */
  Book book(InstrumentId instrument, OrderBook book, int depth) {
    List<InvalidData> invalid = new ArrayList<>();
    List<BookLevel> bids =
        levels(instrument, copy(book.getBids()), Comparator.reverseOrder(), depth, invalid);
    List<BookLevel> asks =
        levels(instrument, copy(book.getAsks()), Comparator.naturalOrder(), depth, invalid);
    if (!bids.isEmpty()
        && !asks.isEmpty()
        && !bids.getFirst().price().isBelow(asks.getFirst().price())) {
      Fault crossed =
          new Fault(
              DataFault.CROSSED_BOOK,
              "the best bid must be below the best ask, were %s and %s"
                  .formatted(bids.getFirst().price(), asks.getFirst().price()));
      invalid.add(invalid(instrument, MarketChannel.BOOK, crossed, top(book)));
      return new Book(null, invalid);
    }
    Instant time = book.getTimeStamp() == null ? clock.instant() : book.getTimeStamp().toInstant();
    return new Book(new OrderBookView(instrument, bids, asks, time), invalid);
  }

  /** A streaming module may go on changing its list. */
  private static List<LimitOrder> copy(@Nullable List<LimitOrder> orders) {
    return orders == null ? List.of() : List.copyOf(orders);
  }

  private static String top(OrderBook book) {
    return "bids %s asks %s"
        .formatted(
            book.getBids().stream().limit(3).toList(), book.getAsks().stream().limit(3).toList());
  }

  private List<BookLevel> levels(
      InstrumentId instrument,
      List<LimitOrder> orders,
      Comparator<Price> bestFirst,
      int depth,
      List<InvalidData> invalid) {
    Map<Price, Quantity> byPrice = new HashMap<>();
    for (LimitOrder order : orders) {
      Fault fault = faultOf(order);
      if (fault != null) {
        invalid.add(invalid(instrument, MarketChannel.BOOK, fault, order));
      } else if (order.getOriginalAmount().signum() > 0) {
        byPrice.merge(
            new Price(order.getLimitPrice()),
            new Quantity(order.getOriginalAmount()),
            Quantity::plus);
      }
    }
    List<BookLevel> levels = new ArrayList<>();
    Quantity cumulative = Quantity.ZERO;
    for (Price price : byPrice.keySet().stream().sorted(bestFirst).limit(depth).toList()) {
      Quantity quantity = byPrice.getOrDefault(price, Quantity.ZERO);
      cumulative = cumulative.plus(quantity);
      levels.add(new BookLevel(price, quantity, cumulative));
    }
    return levels;
  }

  private static @Nullable Fault faultOf(LimitOrder order) {
    if (order.getLimitPrice() == null || order.getOriginalAmount() == null) {
      return new Fault(DataFault.MALFORMED, "price and quantity of a level must be given");
    }
    return faultOf(order.getLimitPrice(), order.getOriginalAmount());
  }

  private InvalidData invalid(
      InstrumentId instrument, MarketChannel channel, Fault fault, Object raw) {
    return new InvalidData(
        instrument, channel, fault.kind(), fault.detail(), String.valueOf(raw), clock.instant());
  }
}
