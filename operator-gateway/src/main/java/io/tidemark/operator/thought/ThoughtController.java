package io.tidemark.operator.thought;

import io.swagger.v3.oas.annotations.Operation;
import io.tidemark.kit.paging.Filters;
import io.tidemark.kit.service.RunIdentity;
import io.tidemark.kit.web.Page;
import io.tidemark.kit.web.PageRequest;
import io.tidemark.model.Symbol;
import io.tidemark.operator.thought.Thought.Kind;
import io.tidemark.operator.thought.Thought.Severity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ThoughtController {

  private final ThoughtTable table;
  private final RunIdentity identity;

  ThoughtController(ThoughtTable table, RunIdentity identity) {
    this.table = table;
    this.identity = identity;
  }

  @GetMapping("/api/v1/thoughts")
  @Operation(summary = "The decision log in plain sentences, the last first")
  Page<ThoughtView> thoughts(
      @RequestParam(required = false) @Nullable String kind,
      @RequestParam(required = false) @Nullable String severity,
      @RequestParam(required = false) @Nullable String exchange,
      @RequestParam(required = false) @Nullable Symbol symbol,
      @RequestParam(required = false) @Nullable String strategy,
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to,
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size) {
    return table.page(
        new Filters()
            .equal("run", identity.run())
            .constant("kind", "kind", Kind.class, kind)
            .constant("severity", "severity", Severity.class, severity)
            .equal("exchange", exchange)
            .equal("symbol", symbol == null ? null : symbol.toString())
            .equal("strategy", strategy)
            .between("event_time", from, to),
        new PageRequest(page, size));
  }
}
