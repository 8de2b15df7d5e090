package io.tidemark.exchange.stream;

import java.util.function.Supplier;

/** What a venue's protocol does for the health of its channels. */
public interface ChannelVenue {

  /** What the venue answered about a channel. For the worker. */
  interface Answer {

    /** Whether it has something that the stream has not told by now. */
    boolean isNewer();

    /** Takes what it has as known: from now on only later things count as newer. */
    void settle();
  }

  /**
   * Sends a subscription.
   *
   * @param anew whether a former one is to be ended first
   */
  void subscribe(StreamOutlet stream, ChannelWatch channel, boolean anew);

  /**
   * What to ask the venue about a channel by REST. Called by the worker; what it gives is run
   * beside the worker and may throw {@link io.tidemark.exchange.VenueReadException}.
   */
  Supplier<Answer> question(ChannelWatch channel);
}
