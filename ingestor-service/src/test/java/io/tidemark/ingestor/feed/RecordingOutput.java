package io.tidemark.ingestor.feed;

import io.tidemark.exchange.InvalidData;
import io.tidemark.ingestor.ExpectedBars;
import io.tidemark.ingestor.store.StoredTrade;
import io.tidemark.model.Bar;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.OrderBook;
import io.tidemark.model.event.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Keeps what a feed told. */
class RecordingOutput implements FeedOutput {

  record Checkpoint(byte[] bars, long arrival, int messages) {}

  final List<StoredTrade> trades = new ArrayList<>();
  final List<BarsClosed> messages = new ArrayList<>();
  final List<InvalidData> invalid = new ArrayList<>();
  final List<OrderBook> books = new ArrayList<>();
  final List<Checkpoint> checkpoints = new ArrayList<>();

  @Override
  public void trade(MarketTrade trade, long arrival) {
    trades.add(new StoredTrade(trade, arrival));
  }

  @Override
  public void invalid(InvalidData found) {
    invalid.add(found);
  }

  @Override
  public void bars(BarsClosed bars) {
    messages.add(bars);
  }

  @Override
  public void publishedBars(BarsClosed bars) {}

  @Override
  public void ticker(Ticker ticker) {}

  @Override
  public void book(OrderBook book) {
    books.add(book);
  }

  @Override
  public void checkpoint(byte[] bars, long arrival) {
    checkpoints.add(new Checkpoint(bars, arrival, messages.size()));
  }

  List<MarketTrade> tradeEvents() {
    return trades.stream().map(StoredTrade::trade).toList();
  }

  List<Bar> bars(Timeframe timeframe) {
    return messages.stream()
        .flatMap(message -> message.bars().stream())
        .filter(bar -> bar.timeframe() == timeframe)
        .toList();
  }

  List<ExpectedBars.Row> rows(Timeframe timeframe) {
    return bars(timeframe).stream().map(RecordingOutput::row).toList();
  }

  private static ExpectedBars.Row row(Bar bar) {
    return new ExpectedBars.Row(
        bar.openTime(),
        bar.open().toString(),
        bar.high().toString(),
        bar.low().toString(),
        bar.close().toString(),
        bar.volume().toString(),
        Objects.toString(bar.vwap()),
        bar.trades() == null ? -1 : bar.trades());
  }
}
