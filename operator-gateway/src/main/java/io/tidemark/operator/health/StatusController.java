package io.tidemark.operator.health;

import io.swagger.v3.oas.annotations.Operation;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class StatusController {

  private final SuiteStatus status;

  StatusController(SuiteStatus status) {
    this.status = status;
  }

  @GetMapping("/api/v1/status")
  @Operation(summary = "All services, what the account may do, the streams, and the venue's time")
  SuiteStatus.Status status() {
    return status.now();
  }
}
