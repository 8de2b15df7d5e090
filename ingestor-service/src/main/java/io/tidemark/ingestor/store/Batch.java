package io.tidemark.ingestor.store;

import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.OrderBook;
import io.tidemark.model.event.Ticker;
import java.util.ArrayList;
import java.util.List;

/** What one transaction writes, by table. */
record Batch(
    List<Storable.Trade> trades,
    List<Candle> candles,
    List<Ticker> quotes,
    List<Ticker> quoteHistory,
    List<OrderBook> books,
    List<FeedCheckpoint> checkpoints) {

  static Batch of(List<? extends Storable> entries) {
    Batch batch =
        new Batch(
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>());
    entries.forEach(batch::add);
    return batch;
  }

  private void add(Storable entry) {
    switch (entry) {
      case Storable.Trade trade -> trades.add(trade);
      case Storable.Bars bars -> add(bars.event());
      case Storable.Ticker ticker -> {
        quotes.add(ticker.event());
        if (ticker.history()) {
          quoteHistory.add(ticker.event());
        }
      }
      case Storable.Book book -> books.add(book.event());
      case Storable.Acknowledgement acknowledgement -> {
        // Awaited with the batch; there is nothing to write.
      }
      case Storable.Checkpoint checkpoint -> checkpoints.add(checkpoint.value());
    }
  }

  private void add(BarsClosed event) {
    event.bars().forEach(bar -> candles.add(new Candle(event.instrument(), bar)));
  }
}
