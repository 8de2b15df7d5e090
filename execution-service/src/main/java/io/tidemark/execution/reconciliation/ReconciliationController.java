package io.tidemark.execution.reconciliation;

import io.swagger.v3.oas.annotations.Operation;
import io.tidemark.kit.web.Page;
import io.tidemark.kit.web.PageRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ReconciliationController {

  private final ReconciliationTable table;

  ReconciliationController(ReconciliationTable table) {
    this.table = table;
  }

  @GetMapping("/api/v1/reconciliations")
  @Operation(summary = "Comparisons with the venue's books, the latest first")
  Page<ReconciliationView> reconciliations(
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size) {
    return table.page(new PageRequest(page, size));
  }

  @GetMapping("/api/v1/reconciliations/differences")
  @Operation(summary = "What comparisons with the venue's books found, the latest first")
  Page<DifferenceView> differences(
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size) {
    return table.differences(new PageRequest(page, size));
  }
}
