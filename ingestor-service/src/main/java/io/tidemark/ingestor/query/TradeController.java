package io.tidemark.ingestor.query;

import io.swagger.v3.oas.annotations.Operation;
import io.tidemark.kit.web.Page;
import io.tidemark.kit.web.PageRequest;
import io.tidemark.model.Symbol;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Trades as the venue told them. */
@RestController
class TradeController {

  private final MarketScope scope;
  private final TradeQueries trades;

  TradeController(MarketScope scope, TradeQueries trades) {
    this.scope = scope;
    this.trades = trades;
  }

  @GetMapping("/api/v1/trades")
  @Operation(summary = "Stored trades, oldest first; from is included, to is not")
  Page<TradeQueries.StoredTrade> trades(
      @RequestParam(required = false) @Nullable String exchange,
      @RequestParam Symbol symbol,
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to,
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size) {
    return trades.page(
        scope.instrument(exchange, symbol),
        MarketScope.span(from, to),
        new PageRequest(page, size));
  }
}
