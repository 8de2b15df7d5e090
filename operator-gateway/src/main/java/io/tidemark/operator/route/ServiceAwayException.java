package io.tidemark.operator.route;

import io.tidemark.kit.service.TidemarkService;

/** A service does not answer, or not in time. */
public final class ServiceAwayException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final TidemarkService service;

  ServiceAwayException(TidemarkService service, String why) {
    super("%s is away: %s".formatted(service.serviceName(), why));
    this.service = service;
  }

  /** The service that is away. */
  public TidemarkService service() {
    return service;
  }
}
