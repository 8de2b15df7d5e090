package io.tidemark.kit.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import io.tidemark.kit.codec.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class LogEncoderTest {

  private static final String SECRET = "correct-horse-battery";

  private final LoggerContext context = new LoggerContext();

  private String line(String format, String message, @Nullable Throwable failure) {
    LoggingEvent event =
        new LoggingEvent(
            getClass().getName(),
            context.getLogger("io.tidemark.kit.outbox.OutboxRelay"),
            Level.WARN,
            message,
            failure,
            null);
    event.setInstant(Instant.parse("2026-01-02T03:04:05.678901Z"));
    event.setThreadName("relay");
    event.setMDCPropertyMap(Map.of("trace_id", "0af7651916cd43dd8448eb211c80319c"));
    LogEncoder encoder = new LogEncoder();
    encoder.setContext(context);
    encoder.setFormat(format);
    return new String(encoder.encode(event), StandardCharsets.UTF_8);
  }

  @Test
  void logfmtIsALineOfPairs() {
    assertThat(line("logfmt", "event=published rows=3 cause=\"a b\"", null))
        .isEqualTo(
            "time=2026-01-02T03:04:05.678Z level=WARN thread=\"relay\""
                + " logger=i.t.kit.outbox.OutboxRelay trace_id=0af7651916cd43dd8448eb211c80319c"
                + " event=published rows=3 cause=\"a b\""
                + System.lineSeparator());
  }

  @Test
  void aMessageCannotForgeALine() {
    assertThat(line("logfmt", "event=told by=\"x\ntime=2026\"", null).lines()).hasSize(1);
    assertThat(line("json", "event=told by=\"x\ntime=2026\"", null).lines()).hasSize(1);
  }

  @Test
  void jsonHasThePairsOfAMessageAsFields() {
    String line = line("JSON", "event=published rows=3 cause=\"a b\" empty=", null);

    JsonNode json = Json.mapper().readTree(line);
    assertThat(json.path("time").asString()).isEqualTo("2026-01-02T03:04:05.678Z");
    assertThat(json.path("level").asString()).isEqualTo("WARN");
    assertThat(json.path("logger").asString()).isEqualTo("io.tidemark.kit.outbox.OutboxRelay");
    assertThat(json.path("trace_id").asString()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    assertThat(json.path("event").asString()).isEqualTo("published");
    assertThat(json.path("rows").asString()).isEqualTo("3");
    assertThat(json.path("cause").asString()).isEqualTo("a b");
    assertThat(json.path("empty").asString()).isEmpty();
  }

  @Test
  void jsonLeavesAMessageInWordsAsItIs() {
    JsonNode json = Json.mapper().readTree(line("json", "Started in 3 s (x=1)", null));

    assertThat(json.path("message").asString()).isEqualTo("Started in 3 s (x=1)");
    assertThat(json.has("x")).isFalse();
  }

  @Test
  void aPairOfAMessageReplacesNoFieldOfOurs() {
    JsonNode json = Json.mapper().readTree(line("json", "event=x level=low", null));

    assertThat(json.path("level").asString()).isEqualTo("WARN");
  }

  @Test
  void noFormTellsASecretNeitherInTheMessageNorInAnException() {
    Secrets.add(SECRET);
    Throwable failure =
        new IllegalStateException("outer " + SECRET, new RuntimeException("inner " + SECRET));

    for (String format : new String[] {"logfmt", "json"}) {
      String line = line(format, "event=failed key=" + SECRET, failure);

      assertThat(line).doesNotContain(SECRET).contains("outer ********", "inner ********");
      assertThat(line).contains("key=********");
    }
  }

  @Test
  void anUnknownFormIsToldAndLogfmtIsUsed() {
    assertThat(line("xml", "event=told", null)).startsWith("time=");
    assertThat(context.getStatusManager().getCopyOfStatusList())
        .anySatisfy(
            status ->
                assertThat(status.getMessage())
                    .isEqualTo(
                        "TIDEMARK_LOG_FORMAT must be logfmt or json, was 'xml'; logfmt is used"));
  }
}
