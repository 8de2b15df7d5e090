package io.tidemark.execution.orders;

import io.tidemark.kit.trace.Spans;
import io.tidemark.kit.trace.Traceparent;
import io.tidemark.model.event.OrderFilled;
import io.tidemark.model.event.OrderReport;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which trace each order belongs to, so that what the venue tells of it later, on whichever thread,
 * is told within the trace that led to it. It is kept in memory, of the latest orders: what is told
 * of an order after a restart begins a trace of its own. Thread-safe.
 */
public final class OrderTraces {

  private static final int MOST = 10_000;

  private final Spans spans;
  private final Map<UUID, String> byOrder =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, String> eldest) {
          return size() > MOST;
        }
      };

  public OrderTraces(Spans spans) {
    this.spans = spans;
  }

  /** Notes that an order came out of what is being handled. */
  void intended(UUID clientOrderId) {
    Traceparent.current().ifPresent(trace -> put(clientOrderId, trace));
  }

  private synchronized void put(UUID clientOrderId, String trace) {
    byOrder.put(clientOrderId, trace);
  }

  private synchronized @Nullable String of(UUID clientOrderId) {
    return byOrder.get(clientOrderId);
  }

  /** Sends an order to the venue; what is told of it from then on follows from that. */
  public <T> T submitting(UUID clientOrderId, Supplier<T> send) {
    return spans.within(
        "submit to venue",
        of(clientOrderId),
        () -> {
          intended(clientOrderId);
          return send.get();
        });
  }

  /** Tells of an order within its trace; a fill is measured. */
  void reporting(OrderReport report, Runnable tell) {
    String trace = of(report.clientOrderId());
    if (trace == null) {
      tell.run();
      return;
    }
    Supplier<Boolean> work =
        () -> {
          tell.run();
          return true;
        };
    if (report instanceof OrderFilled) {
      spans.within("fill", trace, work);
    } else {
      Traceparent.within(trace, work);
    }
  }
}
