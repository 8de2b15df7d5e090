package io.tidemark.kit.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.testkit.OtlpCollector;
import io.tidemark.testkit.OtlpCollector.CollectedSpan;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is measured, and what the messages carry. */
class SpansTest {

  private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private final Event first = trade(0);
  private final Event later = trade(60);

  private static Event trade(int second) {
    Instant time = Instant.parse("2013-11-25T00:00:00Z").plusSeconds(second);
    return new MarketTrade(
        InstrumentId.of("kraken", "BTC/USD"),
        "t" + second,
        Price.of("770.1"),
        Quantity.of("0.25"),
        Side.BUY,
        time,
        time);
  }

  @Test
  void aTraceHasTheSameIdWhetherItIsMeasuredOrNot() {
    String unmeasured =
        Spans.off().beginning("ingest bar", first, () -> Traceparent.forEvent(first));
    String measured;
    try (OtlpCollector collector = OtlpCollector.start();
        Spans spans = Spans.sentTo(collector.endpoint(), "ingestor-service")) {
      measured = spans.beginning("ingest bar", first, () -> Traceparent.forEvent(first));
    }

    assertThat(measured.substring(0, 35)).isEqualTo(unmeasured.substring(0, 35));
    assertThat(measured).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
  }

  @Test
  void whatAMessageLedToIsTheChildOfWhatSentIt() {
    try (OtlpCollector collector = OtlpCollector.start()) {
      String sent;
      try (Spans ingestor = Spans.sentTo(collector.endpoint(), "ingestor-service");
          Spans scanner = Spans.sentTo(collector.endpoint(), "scanner-service")) {
        String bar = ingestor.beginning("ingest bar", first, () -> Traceparent.forEvent(first));
        sent = scanner.within("scan", bar, () -> Traceparent.forEvent(later));
      }

      List<CollectedSpan> spans = collector.spans();
      CollectedSpan root = named(spans, "ingest bar");
      CollectedSpan scan = named(spans, "scan");
      assertThat(root.service()).isEqualTo("ingestor-service");
      assertThat(root.parentId()).isEmpty();
      assertThat(scan.service()).isEqualTo("scanner-service");
      assertThat(scan.traceId()).isEqualTo(root.traceId());
      assertThat(scan.parentId()).isEqualTo(root.spanId());
      assertThat(sent).isEqualTo("00-%s-%s-01".formatted(scan.traceId(), scan.spanId()));
    }
  }

  private static CollectedSpan named(List<CollectedSpan> spans, String name) {
    return spans.stream().filter(span -> span.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void whatIsNotMeasuredKeepsItsTrace() {
    String header = Spans.off().within("scan", PARENT, () -> Traceparent.forEvent(later));

    assertThat(header).startsWith("00-0af7651916cd43dd8448eb211c80319c-");
    assertThat(header).isNotEqualTo(PARENT);
  }

  @Test
  void aMessageWithoutATraceBeginsOne() {
    try (OtlpCollector collector = OtlpCollector.start()) {
      try (Spans spans = Spans.sentTo(collector.endpoint(), "scanner-service")) {
        Optional<String> within = spans.within("scan", "no header", Traceparent::current);

        assertThat(within).isEmpty();
      }
      assertThat(collector.spans()).isEmpty();
    }
  }

  @Test
  void theContextEndsWithTheWorkAlsoIfThatFails() {
    try (OtlpCollector collector = OtlpCollector.start()) {
      try (Spans spans = Spans.sentTo(collector.endpoint(), "scanner-service")) {
        assertThatThrownBy(
                () ->
                    spans.within(
                        "scan",
                        PARENT,
                        () -> {
                          throw new IllegalStateException("cannot");
                        }))
            .hasMessage("cannot");
        assertThat(Traceparent.current()).isEmpty();
      }
      assertThat(collector.spans()).hasSize(1);
    }
  }

  @Test
  void aCollectorThatIsAwayHoldsNothingUp() {
    try (Spans spans = Spans.sentTo("http://127.0.0.1:1/v1/traces", "scanner-service")) {
      assertThat(spans.<String>within("scan", PARENT, () -> "done")).isEqualTo("done");
    }
  }

  @Test
  void refusesWhatIsNoAddress() {
    assertThatThrownBy(() -> Spans.sentTo("collector", "scanner-service"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
