package io.tidemark.model.event;

/** What became of a position, or of the wish for one. */
public sealed interface PositionEvent extends Event
    permits PositionChanged, OrderDenied, RiskStateChanged {

  /** The venue account it belongs to. */
  String account();

  @Override
  default String key() {
    return account();
  }
}
