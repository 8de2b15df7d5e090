package io.tidemark.position.query;

import io.swagger.v3.oas.annotations.Operation;
import io.tidemark.kit.web.NotFoundException;
import io.tidemark.kit.web.Page;
import io.tidemark.kit.web.PageRequest;
import io.tidemark.model.PositionStatus;
import io.tidemark.model.Symbol;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/positions")
class PositionController {

  private final PositionQueries positions;

  PositionController(PositionQueries positions) {
    this.positions = positions;
  }

  @GetMapping
  @Operation(summary = "Positions, the last requested first")
  Page<PositionView> positions(
      @RequestParam(required = false) @Nullable PositionStatus status,
      @RequestParam(required = false) @Nullable String exchange,
      @RequestParam(required = false) @Nullable Symbol symbol,
      @RequestParam(required = false) @Nullable String strategy,
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size) {
    return positions.find(status, exchange, symbol, strategy, new PageRequest(page, size));
  }

  @GetMapping("/{id}")
  @Operation(summary = "A position with its exits and its causation chain, oldest first")
  PositionDetail position(@PathVariable UUID id) {
    return positions
        .find(id)
        .orElseThrow(() -> new NotFoundException("there is no position " + id));
  }
}
