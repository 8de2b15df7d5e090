package io.tidemark.operator.live;

import io.tidemark.kit.codec.Json;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.OrderBook;
import io.tidemark.operator.health.SuiteReadings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tells clients of the one instrument that each looks at. */
final class MarketWatch {

  private final MarketBoard board;
  private final SuiteReadings readings;

  MarketWatch(MarketBoard board, SuiteReadings readings) {
    this.board = board;
    this.readings = readings;
  }

  /** From where on everything is new to one who begins to look. */
  long now() {
    return board.now();
  }

  /** Tells a client what is new of what it looks at; nothing if it looks at none. */
  void tell(Connection connection) {
    Connection.Watch watch = connection.watch();
    if (watch == null || !connection.beginTelling()) {
      return;
    }
    try {
      ClientMessage.WatchMarket what = watch.what();
      MarketBoard.News news = board.since(watch.from(), what.instrument(), what.timeframe());
      connection.told(watch, news.upTo());
      connection.tell(frame(what, news).toString());
    } finally {
      connection.endTelling();
    }
  }

  private ObjectNode frame(ClientMessage.WatchMarket what, MarketBoard.News news) {
    ObjectNode frame =
        Json.mapper()
            .createObjectNode()
            .put("type", "watched")
            .put("exchange", what.instrument().exchange())
            .put("symbol", what.instrument().symbol().toString())
            .put("timeframe", what.timeframe().toString());
    readings
        .read(TidemarkService.INGESTOR, forming(what))
        .ifPresentOrElse(bar -> frame.set("forming", bar), () -> frame.putNull("forming"));
    frame.set("closed", Json.mapper().valueToTree(news.closed()));
    OrderBook book = news.book();
    if (book == null) {
      frame.putNull("book");
    } else {
      frame.set("book", book(book));
    }
    ArrayNode trades = frame.putArray("trades");
    news.trades().forEach(trade -> trades.add(trade(trade)));
    return frame;
  }

  private static String forming(ClientMessage.WatchMarket what) {
    InstrumentId instrument = what.instrument();
    return "/api/v1/candles/forming?exchange=%s&symbol=%s&timeframe=%s"
        .formatted(
            instrument.exchange(),
            URLEncoder.encode(instrument.symbol().toString(), StandardCharsets.UTF_8),
            what.timeframe());
  }

  private static ObjectNode book(OrderBook book) {
    ObjectNode levels = Json.mapper().createObjectNode();
    levels.set("bids", Json.mapper().valueToTree(book.bids()));
    levels.set("asks", Json.mapper().valueToTree(book.asks()));
    return levels.put("time", book.eventTime().toString());
  }

  private static ObjectNode trade(MarketTrade trade) {
    ObjectNode told =
        Json.mapper()
            .createObjectNode()
            .put("tradeId", trade.tradeId())
            .put("price", trade.price().toString())
            .put("quantity", trade.quantity().toString());
    if (trade.taker() != null) {
      told.put("taker", trade.taker().name());
    }
    return told.put("time", trade.eventTime().toString());
  }
}
