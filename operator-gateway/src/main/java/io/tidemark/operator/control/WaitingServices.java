package io.tidemark.operator.control;

import io.tidemark.kit.service.TidemarkService;
import io.tidemark.operator.control.CommandView.Waiting;
import io.tidemark.operator.health.HealthWatch;
import io.tidemark.operator.health.ServiceHealth;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Component;

/** Who is to answer a command, and how those stand who have not. */
@Component
final class WaitingServices {

  private final HealthWatch health;

  WaitingServices(HealthWatch health) {
    this.health = health;
  }

  /** The names of all services that answer commands. */
  String[] expected() {
    return Arrays.stream(TidemarkService.values())
        .filter(service -> service != TidemarkService.OPERATOR_GATEWAY)
        .map(TidemarkService::serviceName)
        .toArray(String[]::new);
  }

  /** Those of {@code expected} that have not answered, in their usual order. */
  List<Waiting> without(String[] expected, Collection<String> answered) {
    List<String> names = List.of(expected);
    return health.all().stream()
        .filter(one -> names.contains(one.service()) && !answered.contains(one.service()))
        .map(WaitingServices::waiting)
        .toList();
  }

  private static Waiting waiting(ServiceHealth health) {
    return new Waiting(health.service(), health.state(), health.since());
  }
}
