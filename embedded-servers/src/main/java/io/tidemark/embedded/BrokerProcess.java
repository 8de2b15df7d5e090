package io.tidemark.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Launches {@link KafkaBrokerMain} in a data directory, and finds the one that is left in it. */
final class BrokerProcess {

  private static final Duration LEAVES_BY_ITSELF = Duration.ofSeconds(10);
  private static final Duration TERM_LIMIT = Duration.ofSeconds(4);
  private static final Duration KILL_LIMIT = Duration.ofSeconds(2);

  private static final int LARGE_HEAP_MEGABYTES = 512;

  /** Starts a program that keeps running when the terminal interrupts its process group. */
  private static final List<String> AWAY_FROM_TERMINAL =
      List.of("sh", "-c", "trap '' INT HUP; exec \"$@\"", "kafka");

  private BrokerProcess() {}

  static Process launch(KafkaSettings settings, ServerLog log) {
    Path directory = settings.dataDirectory();
    try {
      Files.createDirectories(directory);
      try (Writer writer = Files.newBufferedWriter(propertiesFile(directory))) {
        BrokerProperties.of(settings, directory.resolve("log")).store(writer, null);
      }
      ProcessBuilder builder = new ProcessBuilder(command(settings));
      builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
      builder.environment().put("MALLOC_ARENA_MAX", "2");
      builder.environment().remove("JAVA_TOOL_OPTIONS");
      builder.redirectErrorStream(true);
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.file().toFile()));
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Could not launch the Kafka broker in " + directory + ": " + e.getMessage(), e);
    }
  }

  private static List<String> command(KafkaSettings settings) {
    List<String> command = new ArrayList<>(AWAY_FROM_TERMINAL);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(heap(settings.heapMegabytes()));
    command.add("-Xss512k");
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("-XX:MaxDirectMemorySize=64m");
    command.add("-XX:ReservedCodeCacheSize=48m");
    command.add("-XX:-UsePerfData");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("-Djava.awt.headless=true");
    command.add("-Duser.timezone=UTC");
    command.add("-Dlogback.configurationFile=io/tidemark/embedded/broker-logback.xml");
    command.add(KafkaBrokerMain.class.getName());
    command.add(propertiesFile(settings.dataDirectory()).toString());
    command.add(pidFile(settings.dataDirectory()).toString());
    return command;
  }

  /**
   * A small heap grows as needed, and each collection stops the broker and all that waits for it
   * for some 15 ms. A large one is there from the start, in huge pages, and is collected beside the
   * broker's work.
   */
  private static List<String> heap(int megabytes) {
    String most = "-Xmx" + megabytes + "m";
    if (megabytes < LARGE_HEAP_MEGABYTES) {
      return List.of("-Xms64m", most, "-XX:+UseSerialGC");
    }
    return List.of(
        "-Xms" + megabytes + "m",
        most,
        "-XX:+UseZGC",
        "-XX:+AlwaysPreTouch",
        "-XX:+UseTransparentHugePages");
  }

  /** Ends the broker of an earlier run that still uses the directory, if there is one. */
  static void stopLeftover(Path directory) {
    LocalProcess.fromPidFile(pidFile(directory))
        .filter(process -> isBrokerOf(directory, process.commandLine()))
        .ifPresent(BrokerProcess::stop);
  }

  static boolean isBrokerOf(Path directory, List<String> commandLine) {
    return commandLine.contains(KafkaBrokerMain.class.getName())
        && commandLine.stream()
            .anyMatch(argument -> LocalProcess.namesFile(argument, propertiesFile(directory)));
  }

  private static void stop(LocalProcess broker) {
    if (broker.endsWithin(LEAVES_BY_ITSELF)) {
      return;
    }
    broker.signal("TERM");
    if (broker.endsWithin(TERM_LIMIT)) {
      return;
    }
    broker.signal("KILL");
    if (!broker.endsWithin(KILL_LIMIT)) {
      throw new EmbeddedServerException(
          "The Kafka broker of an earlier run, pid %d, does not end. End it, then start again."
              .formatted(broker.pid()));
    }
  }

  private static Path propertiesFile(Path directory) {
    return directory.resolve("broker.properties");
  }

  static Path pidFile(Path directory) {
    return directory.resolve("broker.pid");
  }
}
