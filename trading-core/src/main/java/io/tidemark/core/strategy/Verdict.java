package io.tidemark.core.strategy;

import io.tidemark.model.SignalType;
import org.jspecify.annotations.Nullable;

/** What a strategy wants at a bar, before anything else is weighed. */
public enum Verdict {
  /** It cannot tell: a value it reads is not defined. */
  UNDEFINED(null, false, false),
  /** Nothing. */
  HOLD(null, false, false),
  /** Open a long position. */
  BUY(SignalType.BUY, false, false),
  /** Open a long position; short ones are to be closed by an exit rule besides. */
  BUY_CLOSING_SHORT(SignalType.BUY, false, true),
  /** Open a short position. */
  SELL(SignalType.SELL, false, false),
  /** Open a short position; long ones are to be closed by an exit rule besides. */
  SELL_CLOSING_LONG(SignalType.SELL, true, false),
  /** Close long positions. */
  CLOSE_LONG(SignalType.CLOSE, true, false),
  /** Close short positions. */
  CLOSE_SHORT(SignalType.CLOSE, false, true),
  /** Close any position. */
  CLOSE_BOTH(SignalType.CLOSE, true, true),
  /** Close a fraction of long positions. */
  PARTIAL_CLOSE_LONG(SignalType.PARTIAL_CLOSE, true, false),
  /** Close a fraction of short positions. */
  PARTIAL_CLOSE_SHORT(SignalType.PARTIAL_CLOSE, false, true),
  /** Close a fraction of any position. */
  PARTIAL_CLOSE_BOTH(SignalType.PARTIAL_CLOSE, true, true),
  /** Open a long and a short position at once, which cannot be. */
  CONFLICT(null, false, false);

  private final @Nullable SignalType type;
  private final boolean closesLong;
  private final boolean closesShort;

  Verdict(@Nullable SignalType type, boolean closesLong, boolean closesShort) {
    this.type = type;
    this.closesLong = closesLong;
    this.closesShort = closesShort;
  }

  /**
   * The verdict of rules. An exit rule that holds forbids the entry of its own direction.
   *
   * @param enterLong whether the entry rules for long positions hold; the others accordingly
   */
  public static Verdict of(
      boolean enterLong, boolean enterShort, boolean exitLong, boolean exitShort) {
    boolean openLong = enterLong && !exitLong;
    boolean openShort = enterShort && !exitShort;
    if (openLong && openShort) {
      return CONFLICT;
    }
    if (openLong) {
      return exitShort ? BUY_CLOSING_SHORT : BUY;
    }
    if (openShort) {
      return exitLong ? SELL_CLOSING_LONG : SELL;
    }
    if (exitLong) {
      return exitShort ? CLOSE_BOTH : CLOSE_LONG;
    }
    return exitShort ? CLOSE_SHORT : HOLD;
  }

  /** The same where nothing may be opened: of an entry with an exit, the exit. */
  public Verdict exitFirst() {
    return switch (this) {
      case BUY_CLOSING_SHORT -> CLOSE_SHORT;
      case SELL_CLOSING_LONG -> CLOSE_LONG;
      case UNDEFINED,
          HOLD,
          BUY,
          SELL,
          CLOSE_LONG,
          CLOSE_SHORT,
          CLOSE_BOTH,
          PARTIAL_CLOSE_LONG,
          PARTIAL_CLOSE_SHORT,
          PARTIAL_CLOSE_BOTH,
          CONFLICT ->
          this;
    };
  }

  /** Whether it opens a position. */
  public boolean opens() {
    return type == SignalType.BUY || type == SignalType.SELL;
  }

  /** What a signal of it asks for; null where it asks for nothing. */
  public @Nullable SignalType type() {
    return type;
  }

  /** Whether long positions are to be closed, or a fraction of them. */
  public boolean closesLong() {
    return closesLong;
  }

  /** Whether short positions are to be closed, or a fraction of them. */
  public boolean closesShort() {
    return closesShort;
  }
}
