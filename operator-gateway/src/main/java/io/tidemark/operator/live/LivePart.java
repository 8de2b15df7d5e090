package io.tidemark.operator.live;

import java.util.Locale;

/** The parts of the state that every client is told. */
enum LivePart {
  STATUS(Change.WHOLE, ""),
  RISK(Change.WHOLE, ""),
  EQUITY(Change.WHOLE, ""),
  POSITIONS(Change.WHOLE, ""),
  MARKETS(Change.ENTRIES, ""),
  DECISIONS(Change.ENTRIES, ""),
  THOUGHTS(Change.NEWEST, "id"),
  ORDERS(Change.NEWEST, "clientOrderId"),
  FILLS(Change.NEWEST, "fillId"),
  MODELS(Change.WHOLE, ""),
  UNAVAILABLE(Change.WHOLE, "");

  private final Change change;
  private final String id;

  LivePart(Change change, String id) {
    this.change = change;
    this.id = id;
  }

  /** How a change of a part is told. */
  enum Change {
    /** The part replaces what was told before. */
    WHOLE,
    /** The entries that changed; null for one that is gone. */
    ENTRIES,
    /** The items that are new or changed, the oldest first. */
    NEWEST
  }

  Change change() {
    return change;
  }

  /** The field that tells an item from others, of a list. */
  String id() {
    return id;
  }

  /** As it is called in frames. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
