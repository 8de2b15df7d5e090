package io.tidemark.embedded;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where and how an {@link EmbeddedKafka} runs.
 *
 * @param dataDirectory holds the broker's topics and is created when missing; relative paths are
 *     made absolute
 * @param port loopback port of the clients, 1 to 65535
 * @param controllerPort loopback port of the controller, 1 to 65535 and other than {@code port}
 * @param heapMegabytes largest heap of the broker's JVM, at least 128; from 512 on it is there from
 *     the start and collected without pauses
 * @param logFile what the broker writes is appended here
 * @param properties of the broker, in place of the usual ones, as for several brokers or for TLS;
 *     {@code cluster.id} is the one that the directory is formatted with
 */
public record KafkaSettings(
    Path dataDirectory,
    int port,
    int controllerPort,
    int heapMegabytes,
    Path logFile,
    Map<String, String> properties) {

  /** Heap in MB that serves the suite on one machine. */
  public static final int DEFAULT_HEAP_MEGABYTES = 256;

  private static final int SMALLEST_HEAP_MEGABYTES = 128;

  /** Validates every value. */
  public KafkaSettings {
    Ports.requireValid("port", port);
    Ports.requireValid("controllerPort", controllerPort);
    if (port == controllerPort) {
      throw new IllegalArgumentException("controllerPort must differ from port, both are " + port);
    }
    if (heapMegabytes < SMALLEST_HEAP_MEGABYTES) {
      throw new IllegalArgumentException(
          "heapMegabytes must be at least "
              + SMALLEST_HEAP_MEGABYTES
              + ", but is "
              + heapMegabytes);
    }
    dataDirectory = dataDirectory.toAbsolutePath().normalize();
    logFile = logFile.toAbsolutePath().normalize();
    properties = Map.copyOf(properties);
  }

  /** Settings of a broker with the usual properties. */
  public KafkaSettings(
      Path dataDirectory, int port, int controllerPort, int heapMegabytes, Path logFile) {
    this(dataDirectory, port, controllerPort, heapMegabytes, logFile, Map.of());
  }

  /** Settings with the {@linkplain #DEFAULT_HEAP_MEGABYTES default heap}. */
  public KafkaSettings(Path dataDirectory, int port, int controllerPort, Path logFile) {
    this(dataDirectory, port, controllerPort, DEFAULT_HEAP_MEGABYTES, logFile);
  }
}
