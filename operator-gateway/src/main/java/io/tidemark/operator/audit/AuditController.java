package io.tidemark.operator.audit;

import io.swagger.v3.oas.annotations.Operation;
import io.tidemark.kit.paging.Filters;
import io.tidemark.kit.web.Page;
import io.tidemark.kit.web.PageRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class AuditController {

  private final AuditTable table;

  AuditController(AuditTable table) {
    this.table = table;
  }

  @GetMapping("/api/v1/audit")
  @Operation(summary = "Who asked for what, from where, and what came of it; the last first")
  Page<AuditEntry> audit(
      @RequestParam(required = false) @Nullable String outcome,
      @RequestParam(required = false) @Nullable String actor,
      @RequestParam(required = false) @Nullable String action,
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to,
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size) {
    return table.page(
        new Filters()
            .constant("outcome", "outcome", AuditEntry.Outcome.class, outcome)
            .equal("actor", actor)
            .equal("action", action)
            .between("occurred_at", from, to),
        new PageRequest(page, size));
  }
}
