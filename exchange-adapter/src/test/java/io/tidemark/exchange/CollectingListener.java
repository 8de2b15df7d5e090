package io.tidemark.exchange;

import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.OrderBook;
import io.tidemark.model.event.Ticker;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps everything that streams tell. */
public final class CollectingListener implements MarketListener, AccountListener {

  public final List<MarketTrade> trades = new CopyOnWriteArrayList<>();
  public final List<Ticker> tickers = new CopyOnWriteArrayList<>();
  public final List<OrderBook> books = new CopyOnWriteArrayList<>();
  public final List<VenueCandle> candles = new CopyOnWriteArrayList<>();
  public final List<InvalidData> invalid = new CopyOnWriteArrayList<>();
  public final List<StreamChange> changes = new CopyOnWriteArrayList<>();
  public final List<Instant> times = new CopyOnWriteArrayList<>();
  public final List<VenueOrderState> orders = new CopyOnWriteArrayList<>();
  public final List<VenueFill> fills = new CopyOnWriteArrayList<>();

  @Override
  public void onTrade(MarketTrade trade) {
    trades.add(trade);
  }

  @Override
  public void onTicker(Ticker ticker) {
    tickers.add(ticker);
  }

  @Override
  public void onOrderBook(OrderBook book) {
    books.add(book);
  }

  @Override
  public void onCandle(VenueCandle candle) {
    candles.add(candle);
  }

  @Override
  public void onInvalid(InvalidData data) {
    invalid.add(data);
  }

  @Override
  public void onStreamTime(Instant venueTime) {
    times.add(venueTime);
  }

  @Override
  public void onOrder(VenueOrderState order) {
    orders.add(order);
  }

  @Override
  public void onFill(VenueFill fill) {
    fills.add(fill);
  }

  @Override
  public void onStreamChange(StreamChange change) {
    changes.add(change);
  }

  /** The states told so far, of the whole stream and of its parts. */
  public List<StreamState> states() {
    return changes.stream().map(StreamChange::state).toList();
  }
}
