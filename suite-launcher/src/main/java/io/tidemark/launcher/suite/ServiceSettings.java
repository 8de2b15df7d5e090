package io.tidemark.launcher.suite;

import io.tidemark.kit.service.TidemarkService;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the services of a suite are told.
 *
 * @param properties of every service by name, such as {@code tidemark.run}
 * @param own of single services, which hold instead of those of every service
 */
public record ServiceSettings(
    Map<String, String> properties, Map<TidemarkService, Map<String, String>> own) {

  public ServiceSettings {
    properties = Map.copyOf(properties);
    own = Map.copyOf(own);
  }

  /** The same for every service. */
  public ServiceSettings(Map<String, String> properties) {
    this(properties, Map.of());
  }

  /** The properties of one service, with its port and where it finds others. */
  Map<String, String> of(TidemarkService service, SuitePorts ports) {
    Map<String, String> all = new LinkedHashMap<>(properties);
    all.putAll(own.getOrDefault(service, Map.of()));
    all.put("server.port", Integer.toString(ports.of(service)));
    all.put("tidemark.services.ingestor", ports.url(TidemarkService.INGESTOR));
    all.put("tidemark.services.scanner", ports.url(TidemarkService.SCANNER));
    all.put("tidemark.services.position", ports.url(TidemarkService.POSITION));
    all.put("tidemark.services.execution", ports.url(TidemarkService.EXECUTION));
    all.put("tidemark.services.backfiller", ports.url(TidemarkService.BACKFILLER));
    all.put("tidemark.services.ml", ports.url(TidemarkService.ML));
    all.put("tidemark.services.backtester", ports.url(TidemarkService.BACKTESTER));
    return all;
  }
}
