package io.tidemark.exchange;

import io.tidemark.model.InstrumentId;
import java.util.List;
import java.util.Optional;

/** A running market stream. */
public interface MarketSubscription extends AutoCloseable {

  List<InstrumentId> instruments();

  /** How the stream stands now. */
  StreamState state();

  /** How each channel of each instrument stands now; any thread may ask. */
  List<ChannelStatus> channels();

  /** The whole local book as deep as it is kept; empty until it is there and right. */
  Optional<OrderBookView> orderBook(InstrumentId instrument);

  /** Ends the stream; the listener is not called after it returns. */
  @Override
  void close();
}
