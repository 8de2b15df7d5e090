package io.tidemark.launcher.suite;

import io.tidemark.embedded.Ports;
import io.tidemark.kit.service.TidemarkService;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * The ports that a suite on this machine listens on, all on loopback.
 *
 * @param offset added to every service's own port; 0 but in tests
 */
public record SuitePorts(int kafka, int kafkaController, int postgres, int simulator, int offset) {

  private static final int KAFKA = 19092;
  private static final int POSTGRES = 15432;
  private static final int SIMULATOR = 8090;

  /** The usual ports; {@code TIDEMARK_KAFKA_PORT} and {@code TIDEMARK_POSTGRES_PORT} move two. */
  public static SuitePorts usual() {
    int kafka = environment("TIDEMARK_KAFKA_PORT", KAFKA);
    return new SuitePorts(
        kafka, kafka + 1, environment("TIDEMARK_POSTGRES_PORT", POSTGRES), SIMULATOR, 0);
  }

  /** The port of a service. */
  public int of(TidemarkService service) {
    return service.port() + offset;
  }

  /** The address of a service. */
  public String url(TidemarkService service) {
    return "http://127.0.0.1:" + of(service);
  }

  /**
   * Checks all ports before anything starts.
   *
   * @throws io.tidemark.embedded.PortsInUseException naming each that is used, and by whom
   */
  public void requireFree(boolean withSimulator) {
    SequencedMap<String, Integer> ports = new LinkedHashMap<>();
    ports.put("kafka", kafka);
    ports.put("kafka controller", kafkaController);
    ports.put("postgres", postgres);
    if (withSimulator) {
      ports.put("exchange-simulator", simulator);
    }
    for (TidemarkService service : TidemarkService.values()) {
      ports.put(service.serviceName(), of(service));
    }
    Ports.requireFree(ports);
  }

  private static int environment(String name, int otherwise) {
    String value = System.getenv(name);
    if (value == null || value.isBlank()) {
      return otherwise;
    }
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("%s must be a port, was '%s'".formatted(name, value), e);
    }
  }
}
