package io.tidemark.kit.trace;

import io.opentelemetry.sdk.trace.IdGenerator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Ids of spans, which are random, and of traces, which follow from the event that begins them. */
final class TraceIds implements IdGenerator {

  private final IdGenerator random = IdGenerator.random();
  private final ThreadLocal<@Nullable String> beginning = new ThreadLocal<>();

  /** Starts something; the trace that it begins has the id. */
  <T> T beginning(String traceId, Supplier<T> start) {
    beginning.set(traceId);
    try {
      return start.get();
    } finally {
      beginning.remove();
    }
  }

  @Override
  public String generateTraceId() {
    String given = beginning.get();
    return given == null ? random.generateTraceId() : given;
  }

  @Override
  public String generateSpanId() {
    return random.generateSpanId();
  }
}
