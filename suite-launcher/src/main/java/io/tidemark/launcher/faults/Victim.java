package io.tidemark.launcher.faults;

import io.tidemark.kit.service.TidemarkService;
import io.tidemark.launcher.suite.Infrastructure.Server;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a fault hits: a service, or a server that all services need. */
enum Victim {
  /** Collects market data. */
  INGESTOR(TidemarkService.INGESTOR),
  /** Heals gaps of it. */
  BACKFILLER(TidemarkService.BACKFILLER),
  /** Raises signals. */
  SCANNER(TidemarkService.SCANNER),
  /** Decides on positions. */
  POSITION(TidemarkService.POSITION),
  /** Places orders and learns what became of them. */
  EXECUTION(TidemarkService.EXECUTION),
  /** Foretells. */
  ML(TidemarkService.ML),
  /** Searches and proves. */
  BACKTESTER(TidemarkService.BACKTESTER),
  /** Shows and controls. */
  GATEWAY(TidemarkService.OPERATOR_GATEWAY),
  /** The broker. */
  KAFKA(Server.KAFKA),
  /** The database server with all its processes. */
  POSTGRES(Server.POSTGRES);

  private final @Nullable TidemarkService service;
  private final @Nullable Server server;

  Victim(TidemarkService service) {
    this.service = service;
    this.server = null;
  }

  Victim(Server server) {
    this.service = null;
    this.server = server;
  }

  /** The service; null for a server. */
  @Nullable TidemarkService service() {
    return service;
  }

  /** The server; null for a service. */
  @Nullable Server server() {
    return server;
  }

  /** Its name in reports. */
  String processName() {
    return service == null ? name().toLowerCase(Locale.ROOT) : service.serviceName();
  }
}
