package io.tidemark.simulator.faults;

import io.tidemark.model.reason.DataFault;
import java.time.Duration;
import java.util.SplittableRandom;

/** What a fault does, with all that it needs to know. */
sealed interface Effect {

  /** Which WebSocket connections are meant. */
  enum Connections {
    ALL,
    PUBLIC,
    PRIVATE;

    boolean include(boolean isPrivate) {
      return this == ALL || (this == PRIVATE) == isPrivate;
    }
  }

  /** What an error of the server carries. */
  enum Body {
    /** Nothing. */
    NONE,
    /** The page of a proxy before the venue. */
    HTML,
    /** Kraken's own words for it. */
    JSON
  }

  /** Where a token fails. */
  enum TokenPlace {
    /** None is given. */
    REQUEST,
    /** It opens no channel and takes no order. */
    SUBSCRIPTION,
    /** Neither works. */
    BOTH
  }

  record Drop(Connections connections, boolean refuse) implements Effect {}

  record Stall() implements Effect {}

  record Silence(Connections connections) implements Effect {}

  record BadChecksum() implements Effect {}

  /**
   * @param copies how often it comes besides
   */
  record Duplicate(int copies) implements Effect {}

  /**
   * @param window how many messages change places with each other
   */
  record Reorder(int window) implements Effect {}

  record DropMessages() implements Effect {}

  record HttpError(int status, Body body) implements Effect {}

  record RateLimitError() implements Effect {}

  record TokenFailure(TokenPlace at) implements Effect {}

  record Latency(Duration least, Duration most) implements Effect {

    /** How late it is this time, in whole milliseconds. */
    Duration drawn(SplittableRandom random) {
      long range = most.toMillis() - least.toMillis();
      return least.plusMillis(range == 0 ? 0 : random.nextLong(range + 1));
    }
  }

  /**
   * @param close whether the connection is closed; else it stays open
   */
  record TimeoutAfterAccept(boolean close) implements Effect {}

  /**
   * @param by above 0 is ahead
   */
  record ClockSkew(Duration by) implements Effect {}

  record InvalidData(DataFault fault) implements Effect {}

  record RefuseSubscription(String message) implements Effect {}
}
