package io.tidemark.exchange;

/** A running account stream. */
public interface AccountSubscription extends AutoCloseable {

  /** How the stream stands now. */
  StreamState state();

  /** How the stream stands now, and how it fared; any thread may ask. */
  AccountStatus status();

  /** Ends the stream; the listener is not called after it returns. */
  @Override
  void close();
}
