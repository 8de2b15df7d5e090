package io.tidemark.exchange.kraken;

import io.tidemark.model.reason.DataFault;

/** A part of an answer or message cannot be true; the parts beside it go on. */
final class InvalidRow extends Exception {

  private static final long serialVersionUID = 1L;

  private final DataFault fault;

  /**
   * @param detail the field, the bound and the value seen
   */
  InvalidRow(DataFault fault, String detail) {
    super(detail, null, false, false);
    this.fault = fault;
  }

  DataFault fault() {
    return fault;
  }

  String detail() {
    return String.valueOf(getMessage());
  }
}
