package io.tidemark.exchange;

import io.tidemark.model.InstrumentId;
import java.util.List;
import java.util.Optional;

/** A running market stream. */
public interface MarketSubscription extends AutoCloseable {

  List<InstrumentId> instruments();

  /** How the stream stands now. */
  StreamState state();

  /** The whole local book, at least 25 levels a side; empty until it is there and right. */
  Optional<OrderBookView> orderBook(InstrumentId instrument);

  /** Ends the stream; the listener is not called after it returns. */
  @Override
  void close();
}
