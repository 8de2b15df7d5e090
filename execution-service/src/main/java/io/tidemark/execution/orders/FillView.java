package io.tidemark.execution.orders;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/** A part of an order that traded. */
record FillView(
    UUID fillId,
    String venueTradeId,
    UUID clientOrderId,
    String account,
    String exchange,
    String symbol,
    String side,
    BigDecimal price,
    BigDecimal quantity,
    BigDecimal fee,
    String feeCurrency,
    String liquidity,
    Instant time) {}
