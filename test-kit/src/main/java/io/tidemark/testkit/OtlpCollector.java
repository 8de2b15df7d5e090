package io.tidemark.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/**
 * Takes traces by OTLP over HTTP, as a collector does, and keeps what a test asks for. It reads the
 * protobuf of {@code ExportTraceServiceRequest} by its field numbers (opentelemetry-proto 1.x).
 */
public final class OtlpCollector implements AutoCloseable {

  private static final int LENGTH_DELIMITED = 2;

  private final HttpServer server;
  private final List<CollectedSpan> spans = new CopyOnWriteArrayList<>();

  private OtlpCollector(HttpServer server) {
    this.server = server;
  }

  /**
   * A span that was sent.
   *
   * @param service {@code service.name} of who sent it
   * @param parentId empty for a trace's first span
   */
  public record CollectedSpan(
      String service, String name, String traceId, String spanId, String parentId) {}

  /** Starts on a free port of loopback. */
  public static OtlpCollector start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      OtlpCollector collector = new OtlpCollector(server);
      server.createContext("/v1/traces", collector::take);
      server.start();
      return collector;
    } catch (IOException e) {
      throw new UncheckedIOException("the collector cannot listen", e);
    }
  }

  /** Where it takes traces. */
  public String endpoint() {
    return "http://127.0.0.1:%d/v1/traces".formatted(server.getAddress().getPort());
  }

  /** What was sent, in the order it came. */
  public List<CollectedSpan> spans() {
    return List.copyOf(spans);
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      request(ByteBuffer.wrap(exchange.getRequestBody().readAllBytes()));
      exchange.sendResponseHeaders(200, -1);
    }
  }

  private void request(ByteBuffer request) {
    fields(request, (number, resourceSpans) -> resourceSpans(resourceSpans));
  }

  private void resourceSpans(ByteBuffer resourceSpans) {
    String[] service = {""};
    fields(
        resourceSpans.duplicate(),
        (number, field) -> {
          if (number == 1) {
            fields(field, (attribute, pair) -> service[0] = serviceName(pair, service[0]));
          }
        });
    fields(
        resourceSpans,
        (number, scopeSpans) -> {
          if (number == 2) {
            fields(
                scopeSpans,
                (part, span) -> {
                  if (part == 2) {
                    spans.add(span(service[0], span));
                  }
                });
          }
        });
  }

  private static String serviceName(ByteBuffer pair, String otherwise) {
    String[] read = {"", ""};
    fields(
        pair,
        (number, field) -> {
          if (number == 1) {
            read[0] = text(field);
          } else if (number == 2) {
            fields(field, (kind, value) -> read[1] = text(value));
          }
        });
    return read[0].equals("service.name") ? read[1] : otherwise;
  }

  private static CollectedSpan span(String service, ByteBuffer span) {
    String[] read = {"", "", "", ""};
    fields(
        span,
        (number, field) -> {
          switch (number) {
            case 1 -> read[0] = hex(field);
            case 2 -> read[1] = hex(field);
            case 4 -> read[2] = hex(field);
            case 5 -> read[3] = text(field);
            default -> {}
          }
        });
    return new CollectedSpan(service, read[3], read[0], read[1], read[2]);
  }

  /** Hands over the fields that have a length; passes over numbers. */
  private static void fields(ByteBuffer message, BiConsumer<Integer, ByteBuffer> each) {
    while (message.hasRemaining()) {
      long tag = varint(message);
      switch ((int) (tag & 7)) {
        case 0 -> varint(message);
        case 1 -> message.position(message.position() + Long.BYTES);
        case LENGTH_DELIMITED -> {
          int length = (int) varint(message);
          each.accept((int) (tag >>> 3), message.slice(message.position(), length));
          message.position(message.position() + length);
        }
        case 5 -> message.position(message.position() + Integer.BYTES);
        default -> throw new IllegalArgumentException("no protobuf: tag " + tag);
      }
    }
  }

  private static long varint(ByteBuffer message) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte part = message.get();
      value |= (long) (part & 0x7f) << shift;
      if (part >= 0) {
        return value;
      }
    }
  }

  private static String text(ByteBuffer field) {
    return StandardCharsets.UTF_8.decode(field.duplicate()).toString();
  }

  private static String hex(ByteBuffer field) {
    byte[] bytes = new byte[field.remaining()];
    field.duplicate().get(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
