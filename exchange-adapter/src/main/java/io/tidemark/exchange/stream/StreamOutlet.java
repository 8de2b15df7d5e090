package io.tidemark.exchange.stream;

import io.tidemark.exchange.StreamState;
import io.tidemark.model.InstrumentId;
import org.jspecify.annotations.Nullable;

/** What a protocol can do with its stream. For the session's worker only. */
public interface StreamOutlet {

  /** How the stream stands now. */
  StreamState state();

  /** Sends on the open connection. */
  void send(String text);

  /** The stream took a state. */
  void become(StreamState next, String detail);

  /** A part of the stream took a state; the stream's own stays. */
  void tell(StreamState about, @Nullable InstrumentId instrument, String detail);

  /** Runs a listener's code; what it throws is logged and does not end the stream. */
  void guard(Runnable call);

  /** Gives the connection up and makes a new one. */
  void restart(String why);
}
