package io.tidemark.model.event;

import io.tidemark.model.InstrumentId;
import java.util.UUID;

/** What became of an order. */
public sealed interface OrderReport extends Event permits OrderChanged, OrderFilled {

  String account();

  UUID clientOrderId();

  InstrumentId instrument();

  @Override
  default String key() {
    return account();
  }
}
