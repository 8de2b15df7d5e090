package io.tidemark.operator.alert;

/** How far something that is to be told is. */
enum DeliveryState {
  /** It will be tried. */
  WAITING,
  /** It was handed over, and how that ended is not known: it will be tried again, and says so. */
  SENDING,
  /** It was taken, alone or with others in one message. */
  SENT,
  /** The other side will never take it. */
  REFUSED,
  /** It was tried for as long as it is to be tried. */
  GIVEN_UP,
  /** Its recipient is not to be told any more. */
  WITHDRAWN
}
