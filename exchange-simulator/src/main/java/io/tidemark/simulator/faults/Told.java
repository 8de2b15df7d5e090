package io.tidemark.simulator.faults;

import io.tidemark.simulator.market.Pair;
import org.jspecify.annotations.Nullable;

/**
 * What a message to a client is about.
 *
 * @param channel the channel's plain name, such as {@code book}, {@code ohlc} or {@code executions}
 * @param pair null if it is about none
 */
public record Told(String channel, @Nullable Pair pair) {

  /** A sign of life. */
  public static final Told HEARTBEAT = new Told("heartbeat", null);

  /** An answer to a request, or the system's status. */
  public static final Told CONTROL = new Told("control", null);

  /** Of a public channel. */
  public static Told market(String channel, Pair pair) {
    return new Told(channel, pair);
  }

  /** Of a private channel. */
  public static Told account(String channel) {
    return new Told(channel, null);
  }

  boolean isData() {
    return !equals(HEARTBEAT) && !equals(CONTROL);
  }
}
