package io.tidemark.kit.logging;

import ch.qos.logback.classic.pattern.TargetLengthBasedClassNameAbbreviator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import io.tidemark.kit.codec.Json;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line for each event, without any secret: {@code logfmt}, where a stack trace follows in lines
 * of its own, or {@code json}, where all is one object and what the message says as {@code
 * key=value} are fields of it.
 */
public final class LogEncoder extends EncoderBase<ILoggingEvent> {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final Pattern PAIR =
      Pattern.compile(
          "\\G(?:^|\\s+)([A-Za-z_][A-Za-z0-9_]*)=(?:\"([^\"]*)\"|([^\\s\"]*))(?=\\s|$)");
  private static final int LOGGER_LENGTH = 30;
  private static final String TRACE_ID = "trace_id";

  private final TargetLengthBasedClassNameAbbreviator abbreviator =
      new TargetLengthBasedClassNameAbbreviator(LOGGER_LENGTH);
  private LogFormat format = LogFormat.LOGFMT;

  /**
   * Sets the form; called by Logback with what the configuration says.
   *
   * @param name {@code logfmt} or {@code json}
   */
  public void setFormat(String name) {
    format =
        LogFormat.of(name)
            .orElseGet(
                () -> {
                  addError(
                      "TIDEMARK_LOG_FORMAT must be logfmt or json, was '%s'; logfmt is used"
                          .formatted(name));
                  return LogFormat.LOGFMT;
                });
  }

  @Override
  public byte[] headerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] footerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    String line =
        switch (format) {
          case LOGFMT -> logfmt(event);
          case JSON -> json(event);
        };
    return (line + System.lineSeparator()).getBytes(StandardCharsets.UTF_8);
  }

  private String logfmt(ILoggingEvent event) {
    String trace = trace(event).map(lines -> System.lineSeparator() + lines).orElse("");
    return "time=%s level=%s thread=\"%s\" logger=%s trace_id=%s %s%s"
        .formatted(
            TIME.format(event.getInstant()),
            event.getLevel(),
            event.getThreadName(),
            abbreviator.abbreviate(event.getLoggerName()),
            event.getMDCPropertyMap().getOrDefault(TRACE_ID, "-"),
            Secrets.mask(message(event)).replace("\r", "\\r").replace("\n", "\\n"),
            Secrets.mask(trace).stripTrailing());
  }

  private String json(ILoggingEvent event) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("time", TIME.format(event.getInstant()));
    fields.put("level", event.getLevel().toString());
    fields.put("thread", event.getThreadName());
    fields.put("logger", event.getLoggerName());
    String traceId = event.getMDCPropertyMap().get(TRACE_ID);
    if (traceId != null) {
      fields.put(TRACE_ID, traceId);
    }
    String message = Secrets.mask(message(event));
    fields.put("message", message);
    pairs(message).forEach(fields::putIfAbsent);
    trace(event).ifPresent(lines -> fields.put("exception", Secrets.mask(lines)));
    return Json.mapper().writeValueAsString(fields);
  }

  private static String message(ILoggingEvent event) {
    String message = event.getFormattedMessage();
    return message == null ? "" : message;
  }

  private static Optional<String> trace(ILoggingEvent event) {
    return Optional.ofNullable(event.getThrowableProxy()).map(ThrowableProxyUtil::asString);
  }

  /** What a message says as {@code key=value}; empty if it says anything otherwise. */
  private static SequencedMap<String, String> pairs(String message) {
    SequencedMap<String, String> pairs = new LinkedHashMap<>();
    Matcher matcher = PAIR.matcher(message);
    int end = 0;
    while (matcher.find()) {
      String quoted = matcher.group(2);
      pairs.put(matcher.group(1), quoted == null ? matcher.group(3) : quoted);
      end = matcher.end();
    }
    return message.substring(end).isBlank() ? pairs : new LinkedHashMap<>();
  }
}
