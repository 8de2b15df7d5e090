package io.tidemark.kit.messaging;

import io.tidemark.model.Ids;
import io.tidemark.model.event.Event;
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
  private static final ThreadLocal<@Nullable String> CURRENT = new ThreadLocal<>();

  private Traceparent() {}

  /** The context for a message that carries {@code event}: the current one, or a new one. */
  public static String forEvent(Event event) {
    String hash = Ids.sha256(event.eventSchema().schemaName() + event.key() + event.eventTime());
    String current = CURRENT.get();
    String traceId = current == null ? hash.substring(0, 32) : current.substring(3, 35);
    return "00-" + traceId + "-" + hash.substring(32, 48) + "-01";
  }

  /** Runs {@code action} within the context that a message brought; null for none. */
  static <T> T within(@Nullable String traceparent, Supplier<T> action) {
    String before = CURRENT.get();
    if (traceparent != null && FORM.matcher(traceparent).matches()) {
      CURRENT.set(traceparent);
      MDC.put(MDC_KEY, traceparent.substring(3, 35));
    } else {
      CURRENT.remove();
    }
    try {
      return action.get();
    } finally {
      if (before == null) {
        CURRENT.remove();
        MDC.remove(MDC_KEY);
      } else {
        CURRENT.set(before);
        MDC.put(MDC_KEY, before.substring(3, 35));
      }
    }
  }
}
