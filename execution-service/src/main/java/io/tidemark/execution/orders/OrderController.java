package io.tidemark.execution.orders;

import io.swagger.v3.oas.annotations.Operation;
import io.tidemark.kit.web.BadRequestException;
import io.tidemark.kit.web.NotFoundException;
import io.tidemark.kit.web.Page;
import io.tidemark.kit.web.PageRequest;
import io.tidemark.model.OrderStatus;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
class OrderController {

  private final OrderReader reader;

  OrderController(JdbcClient database) {
    reader = new OrderReader(database);
  }

  @GetMapping("/orders")
  @Operation(summary = "Orders, the latest first")
  Page<OrderView> orders(
      @RequestParam(required = false) @Nullable String status,
      @RequestParam(required = false) @Nullable String symbol,
      @RequestParam(required = false) @Nullable String exchange,
      @RequestParam(required = false) @Nullable String strategy,
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size) {
    requireStatus(status);
    return reader.orders(
        new OrderReader.Filter(status, symbol, exchange, strategy), new PageRequest(page, size));
  }

  @GetMapping("/orders/{clientOrderId}")
  @Operation(summary = "An order with its states and fills")
  OrderHistoryView order(@PathVariable UUID clientOrderId) {
    return reader
        .order(clientOrderId)
        .orElseThrow(() -> new NotFoundException("there is no order " + clientOrderId));
  }

  @GetMapping("/fills")
  @Operation(summary = "Fills, the latest first")
  Page<FillView> fills(
      @RequestParam(required = false) @Nullable UUID clientOrderId,
      @RequestParam(required = false) @Nullable String symbol,
      @RequestParam(required = false) @Nullable String exchange,
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size) {
    return reader.fills(clientOrderId, symbol, exchange, new PageRequest(page, size));
  }

  private static void requireStatus(@Nullable String status) {
    if (status != null
        && Arrays.stream(OrderStatus.values()).noneMatch(known -> known.name().equals(status))) {
      throw new BadRequestException(
          "status must be one of %s, was '%s'"
              .formatted(Arrays.toString(OrderStatus.values()), status));
    }
  }
}
