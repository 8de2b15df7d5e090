package io.tidemark.launcher.faults;

import java.util.List;

/**
 * A moment of an order's life at which the execution process is killed, and how the order must end
 * when the process has come back.
 */
enum KillPoint {
  INTENDED_NOT_COMMITTED(Asked.MARKET, Hold.COMMIT, "INTENDED", "FILLED"),
  INTENDED_NOT_PUBLISHED(Asked.MARKET, Hold.PUBLICATION, "INTENDED", "FILLED"),
  /** The intent is committed, another order of the instrument is on its way to the venue. */
  INTENDED_AND_WAITING(
      Asked.BEHIND_ANOTHER, Hold.COMMITTED, "INTENDED", "FILLED", Fault.LATE, Fault.SILENT),
  SUBMITTING_NOT_COMMITTED(Asked.MARKET, Hold.COMMIT, "SUBMITTING", "FILLED"),
  SUBMITTING_NOT_PUBLISHED(Asked.MARKET, Hold.PUBLICATION, "SUBMITTING", "FILLED"),
  /** The request is on its way and the venue does not take the order. */
  SUBMITTING_NOT_TAKEN(
      Asked.MARKET, Hold.FAULT_STRUCK, "SUBMITTING", "EXPIRED", Fault.UNAVAILABLE, Fault.LATE),
  /** The venue has the order, its answer is still on the way. */
  SUBMITTING_TAKEN(
      Asked.MARKET, Hold.VENUE_HAS_IT, "SUBMITTING", "FILLED", Fault.LATE, Fault.SILENT),
  UNKNOWN_NOT_COMMITTED(Asked.MARKET, Hold.COMMIT, "UNKNOWN", "EXPIRED", Fault.UNAVAILABLE),
  UNKNOWN_NOT_PUBLISHED(Asked.MARKET, Hold.PUBLICATION, "UNKNOWN", "EXPIRED", Fault.UNAVAILABLE),
  /** In doubt, and the venue has it. */
  UNKNOWN_AND_TAKEN(
      Asked.MARKET, Hold.PUBLICATION, "UNKNOWN", "FILLED", Fault.LOST_ANSWER, Fault.SILENT),
  ACCEPTED_NOT_COMMITTED(Asked.RESTING, Hold.COMMIT, "ACCEPTED", "ACCEPTED"),
  ACCEPTED_NOT_PUBLISHED(Asked.RESTING, Hold.PUBLICATION, "ACCEPTED", "ACCEPTED"),
  PARTIALLY_FILLED_NOT_COMMITTED(
      Asked.LARGER_THAN_THE_BOOK, Hold.COMMIT, "PARTIALLY_FILLED", "PARTIALLY_FILLED"),
  PARTIALLY_FILLED_NOT_PUBLISHED(
      Asked.LARGER_THAN_THE_BOOK, Hold.PUBLICATION, "PARTIALLY_FILLED", "PARTIALLY_FILLED"),
  CANCEL_PENDING_NOT_COMMITTED(Asked.CANCELLED, Hold.COMMIT, "CANCEL_PENDING", "CANCELLED"),
  CANCEL_PENDING_NOT_PUBLISHED(Asked.CANCELLED, Hold.PUBLICATION, "CANCEL_PENDING", "CANCELLED"),
  /** The cancel is on its way and the venue does not take it. */
  CANCEL_PENDING_NOT_TAKEN(
      Asked.CANCELLED,
      Hold.FAULT_STRUCK,
      "CANCEL_PENDING",
      "CANCELLED",
      Fault.CANCEL_UNAVAILABLE,
      Fault.CANCEL_LATE),
  /** The venue has cancelled, its answer is still on the way. */
  CANCEL_PENDING_TAKEN(
      Asked.CANCELLED,
      Hold.VENUE_HAS_ENDED_IT,
      "CANCEL_PENDING",
      "CANCELLED",
      Fault.CANCEL_LATE,
      Fault.SILENT),
  CANCELLED_NOT_COMMITTED(Asked.CANCELLED, Hold.COMMIT, "CANCELLED", "CANCELLED"),
  CANCELLED_NOT_PUBLISHED(Asked.CANCELLED, Hold.PUBLICATION, "CANCELLED", "CANCELLED"),
  FILLED_NOT_COMMITTED(Asked.MARKET, Hold.COMMIT, "FILLED", "FILLED"),
  FILLED_NOT_PUBLISHED(Asked.MARKET, Hold.PUBLICATION, "FILLED", "FILLED"),
  /** Kafka has the event, the outbox still has it, too: it is published again. */
  FILLED_PUBLISHED(Asked.MARKET, Hold.AFTER_PUBLICATION, "FILLED", "FILLED"),
  EXPIRED_NOT_COMMITTED(Asked.MARKET, Hold.COMMIT, "EXPIRED", "EXPIRED", Fault.UNAVAILABLE),
  EXPIRED_NOT_PUBLISHED(Asked.MARKET, Hold.PUBLICATION, "EXPIRED", "EXPIRED", Fault.UNAVAILABLE),
  /** The venue keeps nothing of what it refuses, so the order is proven absent. */
  REJECTED_NOT_COMMITTED(Asked.TOO_MUCH, Hold.COMMIT, "REJECTED", "EXPIRED"),
  REJECTED_NOT_PUBLISHED(Asked.TOO_MUCH, Hold.PUBLICATION, "REJECTED", "REJECTED"),
  DENIED_NOT_COMMITTED(Asked.TOO_LITTLE, Hold.COMMIT, "DENIED", "DENIED"),
  DENIED_NOT_PUBLISHED(Asked.TOO_LITTLE, Hold.PUBLICATION, "DENIED", "DENIED");

  /** What is asked for. */
  enum Asked {
    /** Fills at once. */
    MARKET,
    /** Fills at once, after another one whose answer is still on the way. */
    BEHIND_ANOTHER,
    /** Rests far below the market. */
    RESTING,
    /** Takes the best ask and rests with the remainder. */
    LARGER_THAN_THE_BOOK,
    /** Rests, and is then cancelled. */
    CANCELLED,
    /** Costs more than the account has. */
    TOO_MUCH,
    /** Is less than the venue's minimum. */
    TOO_LITTLE
  }

  /** What tells that the moment is there. */
  enum Hold {
    /** The status is about to be committed. */
    COMMIT,
    /** The status is committed. */
    COMMITTED,
    /** The status is committed, its event about to be published. */
    PUBLICATION,
    /** The event is published, the outbox about to forget it. */
    AFTER_PUBLICATION,
    /** The status is committed, and a fault of the venue keeps its answer. */
    FAULT_STRUCK,
    /** The status is committed, and the venue has the order. */
    VENUE_HAS_IT,
    /** The status is committed, and the venue has cancelled the order. */
    VENUE_HAS_ENDED_IT
  }

  /** A fault of the venue, as its controls take it. */
  enum Fault {
    UNAVAILABLE("{\"kind\":\"HTTP_ERROR\",\"method\":\"AddOrder\",\"count\":1}"),
    LATE("{\"kind\":\"LATENCY\",\"method\":\"AddOrder\",\"parameters\":{\"millis\":25000}}"),
    LOST_ANSWER("{\"kind\":\"TIMEOUT_AFTER_ACCEPT\",\"method\":\"AddOrder\",\"count\":1}"),
    CANCEL_UNAVAILABLE("{\"kind\":\"HTTP_ERROR\",\"method\":\"CancelOrder\",\"count\":1}"),
    CANCEL_LATE(
        "{\"kind\":\"LATENCY\",\"method\":\"CancelOrder\",\"parameters\":{\"millis\":25000}}"),
    SILENT("{\"kind\":\"SILENCE\",\"parameters\":{\"connections\":\"PRIVATE\"}}");

    private final String json;

    Fault(String json) {
      this.json = json;
    }

    String json() {
      return json;
    }
  }

  private final Asked asked;
  private final Hold hold;
  private final String status;
  private final String end;
  private final List<Fault> faults;

  KillPoint(Asked asked, Hold hold, String status, String end, Fault... faults) {
    this.asked = asked;
    this.hold = hold;
    this.status = status;
    this.end = end;
    this.faults = List.of(faults);
  }

  Asked asked() {
    return asked;
  }

  Hold hold() {
    return hold;
  }

  /** The status that is about to be committed, or was. */
  String status() {
    return status;
  }

  /** The status that the order must come to after the restart. */
  String end() {
    return end;
  }

  List<Fault> faults() {
    return faults;
  }
}
