package io.tidemark.embedded;

import java.nio.file.Path;
import java.util.List;

/** Settings of a pair of servers in one directory; also a program that runs them until killed. */
record Servers(Path directory, int kafkaPort, int controllerPort, int databasePort) {

  private static final Path BINARIES =
      Path.of(
          System.getProperty("java.io.tmpdir"),
          "tidemark-test-" + System.getProperty("user.name"),
          "postgres");

  static Servers in(Path directory) {
    List<Integer> ports = Ports.free(3);
    return new Servers(directory, ports.get(0), ports.get(1), ports.get(2));
  }

  KafkaSettings kafka() {
    return new KafkaSettings(
        directory.resolve("kafka"), kafkaPort, controllerPort, directory.resolve("kafka.log"));
  }

  DatabaseSettings database() {
    return new DatabaseSettings(
        directory.resolve("database"),
        BINARIES,
        databasePort,
        "tidemark",
        directory.resolve("database.log"));
  }

  EmbeddedServers start() {
    return EmbeddedServers.start(kafka(), database());
  }

  /** Starts the servers, prints {@code started}, and holds them until it is killed. */
  public static void main(String[] arguments) throws Exception {
    Servers servers =
        new Servers(
            Path.of(arguments[0]),
            Integer.parseInt(arguments[1]),
            Integer.parseInt(arguments[2]),
            Integer.parseInt(arguments[3]));
    try (EmbeddedServers running = servers.start()) {
      System.out.println("started " + running.kafka().pid() + " " + running.database().pid());
      System.in.read();
    }
  }

  ProcessBuilder program() {
    return new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx128m",
        "-XX:+UseSerialGC",
        "-cp",
        System.getProperty("java.class.path"),
        Servers.class.getName(),
        directory.toString(),
        "" + kafkaPort,
        "" + controllerPort,
        "" + databasePort);
  }
}
