package io.tidemark.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SettingsTest {

  private static final Path LOG = Path.of("kafka.log");

  @Test
  void makesPathsAbsolute() {
    KafkaSettings settings = new KafkaSettings(Path.of("data"), 9092, 9093, LOG);
    assertThat(settings.dataDirectory()).isAbsolute();
    assertThat(settings.logFile()).isAbsolute();
    assertThat(settings.heapMegabytes()).isEqualTo(256);
  }

  @Test
  void refusesOnePortForBrokerAndController() {
    assertThatThrownBy(() -> new KafkaSettings(Path.of("data"), 9092, 9092, LOG))
        .hasMessage("controllerPort must differ from port, both are 9092");
  }

  @Test
  void refusesAHeapInWhichABrokerDoesNotRun() {
    assertThatThrownBy(() -> new KafkaSettings(Path.of("data"), 9092, 9093, 64, LOG))
        .hasMessage("heapMegabytes must be at least 128, but is 64");
  }

  @Test
  void refusesADatabaseNameThatNeedsQuoting() {
    assertThatThrownBy(
            () -> new DatabaseSettings(Path.of("data"), Path.of("bin"), 5432, "a\"b", LOG))
        .hasMessage("database must match [a-z][a-z0-9_]{0,62}, but is 'a\"b'");
  }
}
