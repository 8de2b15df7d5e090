package io.tidemark.kit.trace;

import io.tidemark.model.Ids;
import io.tidemark.model.event.Event;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The W3C trace context of what is being handled. It begins with the first event of a chain, whose
 * content gives the trace id, and travels in each message's {@code traceparent} header.
 */
public final class Traceparent {

  /** The header's name. */
  public static final String HEADER = "traceparent";

  private static final String MDC_KEY = "trace_id";
  private static final Pattern FORM = Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
  private static final ThreadLocal<@Nullable Context> CURRENT = new ThreadLocal<>();

  private Traceparent() {}

  /**
   * What this thread works in.
   *
   * @param measured whether it is a span's own, which is then the parent of what it leads to
   */
  private record Context(String header, boolean measured) {

    String traceId() {
      return header.substring(3, 35);
    }
  }

  /** The context for a message that carries {@code event}: the current one, or a new one. */
  public static String forEvent(Event event) {
    Context current = CURRENT.get();
    if (current != null && current.measured) {
      return current.header;
    }
    String hash = hash(event);
    String traceId = current == null ? hash.substring(0, 32) : current.traceId();
    return header(traceId, hash.substring(32, 48));
  }

  /** The id of a trace that begins with an event: 32 hexadecimal digits. */
  static String traceIdOf(Event event) {
    return hash(event).substring(0, 32);
  }

  private static String hash(Event event) {
    return Ids.sha256(event.eventSchema().schemaName() + event.key() + event.eventTime());
  }

  /** The header of a span. */
  static String header(String traceId, String spanId) {
    return "00-" + traceId + "-" + spanId + "-01";
  }

  /** What this thread works in, as a header; empty for nothing. */
  public static Optional<String> current() {
    return Optional.ofNullable(CURRENT.get()).map(Context::header);
  }

  /** Whether a header, null for none, is of the form that the standard asks for. */
  static boolean isWellFormed(@Nullable String header) {
    return header != null && FORM.matcher(header).matches();
  }

  /** Runs {@code action} within the context that a message brought; null for none. */
  public static <T> T within(@Nullable String traceparent, Supplier<T> action) {
    return within(
        traceparent != null && isWellFormed(traceparent) ? new Context(traceparent, false) : null,
        action);
  }

  /** Runs {@code action} within a span. */
  static <T> T withinSpan(String header, Supplier<T> action) {
    return within(new Context(header, true), action);
  }

  private static <T> T within(@Nullable Context context, Supplier<T> action) {
    Context before = CURRENT.get();
    enter(context);
    try {
      return action.get();
    } finally {
      enter(before);
    }
  }

  private static void enter(@Nullable Context context) {
    if (context == null) {
      CURRENT.remove();
      MDC.remove(MDC_KEY);
    } else {
      CURRENT.set(context);
      MDC.put(MDC_KEY, context.traceId());
    }
  }
}
