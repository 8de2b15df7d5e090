package io.tidemark.operator.alert;

import io.swagger.v3.oas.annotations.Operation;
import io.tidemark.kit.paging.Filters;
import io.tidemark.kit.service.RunIdentity;
import io.tidemark.kit.web.Page;
import io.tidemark.kit.web.PageRequest;
import io.tidemark.operator.alert.Alert.Severity;
import io.tidemark.operator.alert.Alert.Source;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Alerts. */
@RestController
@RequestMapping("/api/v1/alerts")
class AlertController {

  private final AlertTable table;
  private final AlertDesk desk;
  private final RunIdentity identity;

  AlertController(AlertTable table, AlertDesk desk, RunIdentity identity) {
    this.table = table;
    this.desk = desk;
    this.identity = identity;
  }

  @GetMapping
  @Operation(summary = "Alerts with what was told of them to whom, the last first")
  Page<AlertView> alerts(
      @RequestParam(required = false) @Nullable String source,
      @RequestParam(required = false) @Nullable String severity,
      @RequestParam(required = false) @Nullable Boolean open,
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to,
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size) {
    return table.page(
        new Filters()
            .equal("run", identity.run())
            .constant("source", "source", Source.class, source)
            .constant("severity", "severity", Severity.class, severity)
            .equal("(cleared_at is null)", open)
            .between("raised_at", from, to),
        new PageRequest(page, size));
  }

  /**
   * What was made of a message.
   *
   * @param raised alerts that were new
   * @param cleared alerts that were open
   */
  record Taken(int received, int raised, int cleared) {}

  @PostMapping("/prometheus")
  @Operation(summary = "Takes alerts from a Prometheus Alertmanager: its webhook's format")
  Taken take(@RequestBody AlertmanagerMessage message) {
    int raised = 0;
    int cleared = 0;
    for (AlertmanagerMessage.Entry entry : message.checked()) {
      if (entry.isFiring()) {
        raised += desk.raise(entry.alert(identity.run())) ? 1 : 0;
      } else {
        cleared += desk.clear(identity.run(), Source.PROMETHEUS, entry.cause(), null) ? 1 : 0;
      }
    }
    return new Taken(message.checked().size(), raised, cleared);
  }
}
