package io.tidemark.launcher.suite;

import io.tidemark.kit.service.TidemarkService;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What every service of a suite is told.
 *
 * @param properties by name, such as {@code tidemark.run}
 */
public record ServiceSettings(Map<String, String> properties) {

  public ServiceSettings {
    properties = Map.copyOf(properties);
  }

  /** The properties of one service, with its port and where it finds others. */
  Map<String, String> of(TidemarkService service, SuitePorts ports) {
    Map<String, String> all = new LinkedHashMap<>(properties);
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
