package io.tidemark.exchange;

import io.tidemark.model.InstrumentId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A running market stream. */
public interface MarketSubscription extends AutoCloseable {

  List<InstrumentId> instruments();

  /** How the stream stands now. */
  StreamState state();

  /** How each channel of each instrument stands now; any thread may ask. */
  List<ChannelStatus> channels();

  /**
   * The latest instant, by the suite's clock, at which all that this subscription lives on is known
   * to have worked: when the last message of any kind came in on its connection, heartbeats and
   * answers to pings included, or, where it polls, when the last round began whose every question
   * was answered. What came in before has been told. It stands still while a connection is silent,
   * dead or not, however far the clock goes on: whoever lets time pass without data may let it pass
   * up to here, less what a message takes to arrive, and no further. It tells nothing of a single
   * channel; a stalled one is told by a {@link StreamChange}. Empty while there is no connection.
   * Any thread may ask.
   */
  Optional<Instant> heardAt();

  /** The whole local book as deep as it is kept; empty until it is there and right. */
  Optional<OrderBookView> orderBook(InstrumentId instrument);

  /** Ends the stream; the listener is not called after it returns. */
  @Override
  void close();
}
