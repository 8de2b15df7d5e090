package io.tidemark.simulator.faults;

import io.tidemark.simulator.market.Pair;
import io.tidemark.simulator.rest.Parameters;
import java.time.Instant;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A fault on the board: its order, how long it goes on, and how often it struck. */
final class Fault {

  private final long id;
  private final FaultOrder order;
  private final @Nullable Instant until;
  private final SplittableRandom random;
  private long struck;
  private boolean ended;

  Fault(long id, FaultOrder order, Instant now) {
    this.id = id;
    this.order = order;
    this.until = order.lasts() == null ? null : now.plus(order.lasts());
    this.random = new SplittableRandom(order.seed());
  }

  long id() {
    return id;
  }

  FaultOrder order() {
    return order;
  }

  Effect effect() {
    return order.effect();
  }

  long struck() {
    return struck;
  }

  boolean isActive() {
    return !ended;
  }

  @Nullable Instant until() {
    return until;
  }

  /** What it draws from, for what its seed decides besides whether it strikes. */
  SplittableRandom random() {
    return random;
  }

  void end() {
    ended = true;
  }

  void endIfOver(Instant now) {
    if (until != null && !now.isBefore(until)) {
      ended = true;
    }
  }

  /** Whether it is about data of this channel and pair. */
  boolean concerns(Told told) {
    return told.isData()
        && order.method() == null
        && (order.channel() == null || order.channel().equals(told.name()))
        && isOfPair(told);
  }

  /** Whether it is about this message, be it data, an answer or a sign of life. */
  boolean reaches(Told told) {
    return told.isData()
        ? concerns(told)
        : order.channel() == null
            && (order.method() == null || told.answers(order.method()))
            && isOfPair(told);
  }

  private boolean isOfPair(Told told) {
    Pair pair = order.pair();
    return pair == null || (told.pair() != null && pair.name().equals(told.pair().name()));
  }

  /** Whether it is about a request; one that is narrowed to a pair, if the request names it. */
  boolean concerns(String method, Parameters form) {
    Pair pair = order.pair();
    return order.channel() == null
        && (order.method() == null || Told.isCalled(method, order.method()))
        && (pair == null || form.list("pair").stream().anyMatch(pair::isCalled));
  }

  /** Whether it strikes now; each time that it does counts. */
  boolean strikes() {
    if (ended || (order.probability() < 1 && random.nextDouble() >= order.probability())) {
      return false;
    }
    struck++;
    if (order.count() != null && struck >= order.count()) {
      ended = true;
    }
    return true;
  }
}
