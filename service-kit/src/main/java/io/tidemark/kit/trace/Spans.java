package io.tidemark.kit.trace;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.tidemark.model.event.Event;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a service does with an event, measured and sent by OTLP over HTTP. Where nobody collects
 * traces nothing is measured: the context goes on as it is. Spans are sent in the background, and
 * dropped where the collector is away or too slow; trading never waits for it. Thread-safe.
 */
public final class Spans implements AutoCloseable {

  private static final AttributeKey<String> SERVICE_NAME = AttributeKey.stringKey("service.name");
  private static final Duration SEND_EVERY = Duration.ofSeconds(1);
  private static final Duration COLLECTOR_TIMEOUT = Duration.ofSeconds(5);
  private static final long CLOSING_SECONDS = 3;

  private final @Nullable Measuring measuring;

  private Spans(@Nullable Measuring measuring) {
    this.measuring = measuring;
  }

  private record Measuring(SdkTracerProvider provider, Tracer tracer, TraceIds ids) {}

  /** Measures nothing. */
  public static Spans off() {
    return new Spans(null);
  }

  /**
   * Measures, and sends what a service does.
   *
   * @param endpoint of the collector, such as {@code http://127.0.0.1:4318/v1/traces}
   * @throws IllegalArgumentException if it is no address
   */
  public static Spans sentTo(String endpoint, String service) {
    TraceIds ids = new TraceIds();
    SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .setResource(Resource.create(Attributes.of(SERVICE_NAME, service)))
            .setIdGenerator(ids)
            .addSpanProcessor(
                BatchSpanProcessor.builder(
                        OtlpHttpSpanExporter.builder()
                            .setEndpoint(endpoint)
                            .setTimeout(COLLECTOR_TIMEOUT)
                            .build())
                    .setScheduleDelay(SEND_EVERY)
                    .build())
            .build();
    OpenTelemetrySdk sdk = OpenTelemetrySdk.builder().setTracerProvider(provider).build();
    Tracer tracer =
        new OtelTracer(sdk.getTracer("io.tidemark"), new OtelCurrentTraceContext(), event -> {});
    return new Spans(new Measuring(provider, tracer, ids));
  }

  /** Whether anything is measured. */
  public boolean areOn() {
    return measuring != null;
  }

  /**
   * Measures what a chain of events begins with. The trace's id follows from the event, as it does
   * where nothing is measured.
   *
   * @param name such as {@code ingest bar}
   */
  public <T> T beginning(String name, Event event, Supplier<T> work) {
    Measuring on = measuring;
    if (on == null) {
      return work.get();
    }
    Span span =
        on.ids.beginning(
            Traceparent.traceIdOf(event),
            () -> on.tracer.spanBuilder().setNoParent().name(name).start());
    return measure(span, work);
  }

  /**
   * Measures a part of a chain, within whose context the work is done.
   *
   * @param name such as {@code scan}
   * @param parent the {@code traceparent} of what led to it; null for none
   */
  public <T> T within(String name, @Nullable String parent, Supplier<T> work) {
    Measuring on = measuring;
    if (on == null || parent == null || !Traceparent.isWellFormed(parent)) {
      return Traceparent.within(parent, work);
    }
    Span span =
        on.tracer
            .spanBuilder()
            .setParent(
                on.tracer
                    .traceContextBuilder()
                    .traceId(parent.substring(3, 35))
                    .spanId(parent.substring(36, 52))
                    .sampled(true)
                    .build())
            .name(name)
            .start();
    return measure(span, work);
  }

  private static <T> T measure(Span span, Supplier<T> work) {
    try {
      return Traceparent.withinSpan(
          Traceparent.header(span.context().traceId(), span.context().spanId()), work);
    } catch (RuntimeException e) {
      span.error(e);
      throw e;
    } finally {
      span.end();
    }
  }

  /** Sends what is left, for a few seconds at most. */
  @Override
  public void close() {
    if (measuring != null) {
      measuring.provider.shutdown().join(CLOSING_SECONDS, TimeUnit.SECONDS);
    }
  }
}
