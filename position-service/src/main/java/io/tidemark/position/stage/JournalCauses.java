package io.tidemark.position.stage;

import io.tidemark.core.parity.CanonicalEvent;
import io.tidemark.core.parity.CausationLink;
import io.tidemark.kit.codec.EventCodec;
import io.tidemark.model.Ids;
import io.tidemark.model.event.CancelOrder;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.OrderDenied;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.event.PositionChanged;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What led to an event of the stage: the configuration, the input, and what the event names. */
final class JournalCauses {

  private JournalCauses() {}

  static List<CausationLink> of(
      RecordedInput input,
      Optional<RecordedInput.Configuration> configuration,
      @Nullable RecordedEvent event) {
    List<CausationLink> chain = new ArrayList<>();
    configuration.ifPresent(
        inForce ->
            chain.add(
                new CausationLink(
                    "configuration",
                    "input " + inForce.sequence(),
                    "SHA-256 " + Ids.sha256(inForce.document()))));
    chain.add(link(input));
    if (event != null) {
      chain.add(link(event.event()));
    }
    return chain;
  }

  private static CausationLink link(RecordedInput input) {
    String id = "input " + input.sequence();
    return switch (input) {
      case RecordedInput.Configuration told ->
          new CausationLink("configuration", id, "SHA-256 " + Ids.sha256(told.document()));
      case RecordedInput.Applied applied ->
          new CausationLink(
              "event",
              id,
              "%s[%d]@%d of %s: %s"
                  .formatted(
                      applied.topic(),
                      applied.partition(),
                      applied.offset(),
                      applied.subject(),
                      words(
                          EventCodec.decode(applied.document().getBytes(StandardCharsets.UTF_8)))));
      case RecordedInput.Ticks stretch ->
          new CausationLink(
              "ticks",
              id,
              "%s[%d]@%d to %d"
                  .formatted(stretch.topic(), stretch.partition(), stretch.from(), stretch.to()));
    };
  }

  private static CausationLink link(Event event) {
    return switch (event) {
      case PlaceOrder order ->
          link(event, order.clientOrderId(), order.positionId(), order.causeId());
      case CancelOrder order -> link(event, order.clientOrderId(), null, order.causeId());
      case PositionChanged position ->
          link(event, position.positionId(), position.positionId(), position.signalId());
      case OrderDenied denied -> link(event, denied.denialId(), null, denied.causeId());
      default -> new CausationLink(event.eventSchema().schemaName(), event.key(), words(event));
    };
  }

  private static CausationLink link(Event event, UUID id, @Nullable UUID position, UUID cause) {
    return new CausationLink(
        event.eventSchema().schemaName(),
        id.toString(),
        "caused by %s%s".formatted(cause, position == null ? "" : ", of position " + position));
  }

  private static String words(Event event) {
    return event.eventSchema().schemaName()
        + " "
        + CanonicalEvent.of("", (Record) event).text().replace('\n', ' ');
  }
}
