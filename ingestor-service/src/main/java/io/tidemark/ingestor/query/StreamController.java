package io.tidemark.ingestor.query;

import io.swagger.v3.oas.annotations.Operation;
import io.tidemark.ingestor.feed.MarketStream;
import io.tidemark.ingestor.feed.StreamStatus;
import io.tidemark.kit.web.Page;
import io.tidemark.kit.web.PageRequest;
import io.tidemark.model.Symbol;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How the streams stand. */
@RestController
@RequestMapping("/api/v1/streams")
class StreamController {

  private final MarketScope scope;
  private final MarketStream stream;
  private final DifferenceQueries differences;

  StreamController(MarketScope scope, MarketStream stream, DifferenceQueries differences) {
    this.scope = scope;
    this.stream = stream;
    this.differences = differences;
  }

  @GetMapping
  @Operation(summary = "State, age and counts of each instrument's stream and of its channels")
  List<StreamStatus> streams() {
    return stream.statuses();
  }

  @GetMapping("/differences")
  @Operation(summary = "Bars that the venue's candles contradict though no trade is known to miss")
  Page<DifferenceQueries.Difference> differences(
      @RequestParam(required = false) @Nullable String exchange,
      @RequestParam Symbol symbol,
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size) {
    return differences.page(scope.instrument(exchange, symbol), new PageRequest(page, size));
  }
}
