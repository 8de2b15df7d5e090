package io.tidemark.launcher.faults;

import io.tidemark.kit.service.TidemarkService;

/** What is killed. */
enum Victim {
  /** Places orders and learns what became of them. */
  EXECUTION(TidemarkService.EXECUTION.serviceName()),
  /** Decides on positions. */
  POSITION(TidemarkService.POSITION.serviceName()),
  /** Raises signals. */
  SCANNER(TidemarkService.SCANNER.serviceName()),
  /** The broker. */
  KAFKA("kafka"),
  /** The database server, all its processes at once. */
  POSTGRES("postgres");

  private final String processName;

  Victim(String processName) {
    this.processName = processName;
  }

  /** Its name in reports. */
  String processName() {
    return processName;
  }
}
