package io.tidemark.model.event;

import io.tidemark.model.InstrumentId;
import java.util.UUID;

/** What the position stage wants of a venue; committed before anything is sent. */
public sealed interface OrderIntent extends Event permits PlaceOrder, CancelOrder {

  /** The venue account that owns the order. */
  String account();

  /** The id the venue knows the order by on our side. */
  UUID clientOrderId();

  InstrumentId instrument();

  @Override
  default String key() {
    return account();
  }
}
