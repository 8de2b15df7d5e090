package io.tidemark.simulator.faults;

import io.tidemark.simulator.market.Pair;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a message to a client is about.
 *
 * @param name of a channel, in its plain form such as {@code book}, {@code ohlc} or {@code
 *     executions}; of a request that is answered, its method
 * @param pair null if it is about none
 */
public record Told(Kind kind, String name, @Nullable Pair pair) {

  /** What kind of thing is told. */
  public enum Kind {
    /** Data of a market. */
    MARKET,
    /** Data of an account, which only its token opens. */
    ACCOUNT,
    /** Data that are of no market and no account, such as the list of markets. */
    VENUE,
    /** A request was done. */
    DONE,
    /** A request was refused. */
    REFUSED,
    /** The system's status, or an answer of version 1. */
    CONTROL,
    /** A sign of life. */
    HEARTBEAT
  }

  /** A sign of life. */
  public static final Told HEARTBEAT = new Told(Kind.HEARTBEAT, "heartbeat", null);

  /** The system's status, or an answer of version 1. */
  public static final Told CONTROL = new Told(Kind.CONTROL, "control", null);

  /** What REST calls the methods that version 2 has too. */
  private static final Map<String, String> REST_NAMES =
      Map.of(
          "add_order", "AddOrder",
          "cancel_order", "CancelOrder",
          "cancel_all", "CancelAll");

  /** Of a public channel. */
  public static Told market(String channel, Pair pair) {
    return new Told(Kind.MARKET, channel, pair);
  }

  /** Of a private channel. */
  public static Told account(String channel) {
    return new Told(Kind.ACCOUNT, channel, null);
  }

  /** Of a public channel that is about no market. */
  public static Told venue(String channel) {
    return new Told(Kind.VENUE, channel, null);
  }

  /** The answer to a request that was done. */
  public static Told done(String method, @Nullable Pair pair) {
    return new Told(Kind.DONE, method, pair);
  }

  /** The answer to a request that was refused. */
  public static Told refused(String method) {
    return new Told(Kind.REFUSED, method, null);
  }

  boolean isData() {
    return switch (kind) {
      case MARKET, ACCOUNT, VENUE -> true;
      case DONE, REFUSED, CONTROL, HEARTBEAT -> false;
    };
  }

  /** Whether it answers a request of this method. */
  boolean answers(String method) {
    return (kind == Kind.DONE || kind == Kind.REFUSED) && isCalled(name, method);
  }

  /** Whether {@code method}, which may be REST's name, means a request's method. */
  static boolean isCalled(String requested, String method) {
    return method.equals(requested) || method.equals(REST_NAMES.get(requested));
  }
}
