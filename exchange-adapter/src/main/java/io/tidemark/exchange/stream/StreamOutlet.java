package io.tidemark.exchange.stream;

import io.tidemark.exchange.StreamState;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What a protocol can do with its stream. For the session's worker only. */
public interface StreamOutlet {

  /** How the stream stands now. */
  StreamState state();

  /**
   * Nanoseconds of listening: rises with the machine's clock and stands still while a listener
   * holds the worker up, so that what could not be heard is not taken for silence.
   */
  long nanos();

  /** Sends on the open connection. */
  void send(String text);

  /** The stream took a state. */
  void become(StreamState next, String detail);

  /** A channel took a state; the stream's own stays. */
  void tell(StreamState about, ChannelWatch channel, String detail);

  /** Runs a listener's code; what it throws is logged and does not end the stream. */
  void guard(Runnable call);

  /**
   * Runs what may take long, such as a REST call, beside the worker. What it gives is run by the
   * worker after all that was heard before, unless the connection is another one by then.
   *
   * @param otherwise is run by the worker if {@code question} throws, with why
   */
  void aside(Supplier<Runnable> question, Consumer<String> otherwise);

  /** Gives the connection up and makes a new one. */
  void restart(String why);
}
