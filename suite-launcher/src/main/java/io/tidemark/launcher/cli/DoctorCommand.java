package io.tidemark.launcher.cli;

import io.tidemark.embedded.PortInUse;
import io.tidemark.embedded.PortsInUseException;
import io.tidemark.kit.configuration.ConfigurationEdition;
import io.tidemark.kit.configuration.ConfigurationException;
import io.tidemark.kit.configuration.ConfigurationSource;
import io.tidemark.kit.configuration.SuiteConfiguration;
import io.tidemark.launcher.suite.SuitePorts;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** What this machine lacks for running the suite. */
@Command(
    name = "doctor",
    description = "Tells what this machine lacks, and what to do about it.",
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

  private static final long NEEDED_MEMORY_MB = 2_000;
  private static final long NEEDED_DISK_MB = 2_000;
  private static final long MEGABYTE = 1024 * 1024;

  @Option(
      names = "--config",
      paramLabel = "F",
      description = "the configuration to check; default config/tidemark.yaml")
  @Nullable Path configuration;

  private final PrintStream out = System.out;
  private boolean healthy = true;

  @Override
  public Integer call() {
    tell(true, "JDK", System.getProperty("java.vm.vendor") + " " + Runtime.version());
    tell(isSupported(), "system", System.getProperty("os.name") + " " + architecture());
    checkMemory();
    checkDisk();
    checkPorts();
    checkConfiguration();
    return healthy ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private void checkMemory() {
    try {
      long free =
          Files.readAllLines(Path.of("/proc/meminfo")).stream()
              .filter(line -> line.startsWith("MemAvailable:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
              .findFirst()
              .orElse(NEEDED_MEMORY_MB);
      tell(
          free >= NEEDED_MEMORY_MB,
          "memory",
          "%d MB free; the suite takes up to 2 GB".formatted(free));
    } catch (IOException e) {
      tell(true, "memory", "not told by this system; the suite takes up to 2 GB");
    }
  }

  private void checkDisk() {
    Path data = Path.of(System.getProperty("tidemark.root", "."));
    try {
      long free = Files.getFileStore(data).getUsableSpace() / MEGABYTE;
      tell(free >= NEEDED_DISK_MB, "disk", "%d MB free for %s".formatted(free, data));
    } catch (IOException e) {
      tell(false, "disk", "%s cannot be examined: %s".formatted(data, e.getMessage()));
    }
  }

  private void checkPorts() {
    try {
      SuitePorts.usual().requireFree(true);
      tell(true, "ports", "all free");
    } catch (PortsInUseException e) {
      for (PortInUse port : e.ports()) {
        tell(false, "ports", port + "; stop it, or run one suite at a time");
      }
    }
  }

  private void checkConfiguration() {
    Path file = Defaults.configuration(configuration);
    try {
      ConfigurationEdition edition = ConfigurationSource.of(file).load();
      SuiteConfiguration suite = edition.suite();
      int strategies = edition.strategies().byId().size();
      tell(
          true,
          "configuration",
          "%s: %s, %s, %d strategies"
              .formatted(file, suite.exchange().name(), suite.symbols(), strategies));
    } catch (ConfigurationException e) {
      tell(false, "configuration", String.valueOf(e.getMessage()));
    }
  }

  /** The database's programs are shipped for one system. */
  private static boolean isSupported() {
    return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")
        && architecture().equals("amd64");
  }

  private static String architecture() {
    return System.getProperty("os.arch");
  }

  private void tell(boolean good, String subject, String finding) {
    healthy &= good;
    out.printf("%-6s %-14s %s%n", good ? "ok" : "LACKS", subject, finding);
  }
}
