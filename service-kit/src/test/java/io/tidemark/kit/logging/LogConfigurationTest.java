package io.tidemark.kit.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the shipped configurations do with their settings. */
class LogConfigurationTest {

  @TempDir private Path folder;
  private final LoggerContext context = new LoggerContext();

  @AfterEach
  void stop() {
    context.stop();
  }

  private Logger configured(String file, Map<String, String> settings) throws JoranException {
    context.setMDCAdapter(new LogbackMDCAdapter());
    context.putProperty("tidemark.log", folder.resolve("suite.log").toString());
    settings.forEach(context::putProperty);
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    URL url = Objects.requireNonNull(getClass().getResource("/" + file));
    configurator.doConfigure(url);
    return context.getLogger("io.tidemark.Test");
  }

  private List<String> appenders() {
    return Stream.of("CONSOLE", "FILE")
        .filter(name -> context.getLogger("ROOT").getAppender(name) != null)
        .toList();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    }
  }

  @Test
  void theCommandLogsToAFileAndAServiceToItsConsole() throws Exception {
    configured("suite-logback.xml", Map.of());
    assertThat(appenders()).containsExactly("FILE");

    context.reset();
    configured("logback.xml", Map.of());
    assertThat(appenders()).containsExactly("CONSOLE");
  }

  @Test
  void bothCanBeAskedFor() throws Exception {
    configured("logback.xml", Map.of("TIDEMARK_LOG_TO", "both"));

    assertThat(appenders()).containsExactly("CONSOLE", "FILE");
  }

  @Test
  void writesJsonWhereItIsAskedFor() throws Exception {
    Logger log = configured("suite-logback.xml", Map.of("TIDEMARK_LOG_FORMAT", "json"));

    log.info("event=told");
    context.stop();

    assertThat(Files.readString(folder.resolve("suite.log"))).startsWith("{\"time\":\"");
  }

  @Test
  void filesStayWithinTheirSize() throws Exception {
    Logger log = configured("suite-logback.xml", Map.of("TIDEMARK_LOG_FILE_SIZE", "10KB"));

    for (int i = 0; i < 400; i++) {
      log.info("event=told number={} padding={}", i, "x".repeat(100));
    }
    context.stop();

    // 400 lines of more than 200 bytes are 80 KB and more.
    assertThat(files()).hasSizeGreaterThan(3);
    assertThat(Files.size(folder.resolve("suite.log"))).isLessThan(12 * 1024);
  }
}
