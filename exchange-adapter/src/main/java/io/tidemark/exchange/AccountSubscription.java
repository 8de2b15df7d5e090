package io.tidemark.exchange;

/** A running account stream. */
public interface AccountSubscription extends AutoCloseable {

  /** How the stream stands now. */
  StreamState state();

  /** Ends the stream; the listener is not called after it returns. */
  @Override
  void close();
}
