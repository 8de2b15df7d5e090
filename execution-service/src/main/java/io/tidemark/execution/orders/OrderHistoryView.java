package io.tidemark.execution.orders;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/** An order with every state it was in and every fill it got, oldest first. */
record OrderHistoryView(
    @JsonUnwrapped OrderView order, List<OrderEventView> events, List<FillView> fills) {}
