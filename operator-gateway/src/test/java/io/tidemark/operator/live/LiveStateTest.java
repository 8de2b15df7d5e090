package io.tidemark.operator.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.kit.codec.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class LiveStateTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final LiveState state = new LiveState("life");

  @Test
  void tellsNothingWhereNothingChanged() {
    assertThat(advance(LivePart.RISK, "{\"state\":\"ACTIVE\"}")).isPresent();
    assertThat(advance(LivePart.RISK, "{\"state\":\"ACTIVE\"}")).isEmpty();
    assertThat(json(state.heartbeat(NOW)).path("sequence").asLong()).isEqualTo(1);
  }

  @Test
  void tellsTheWholeOfAPartThatChanged() {
    advance(LivePart.RISK, "{\"state\":\"ACTIVE\",\"openPositions\":1}");

    JsonNode frame = changed(LivePart.RISK, "{\"state\":\"HALTED\",\"openPositions\":1}");

    assertThat(frame).isEqualTo(json("{\"risk\":{\"state\":\"HALTED\",\"openPositions\":1}}"));
  }

  @Test
  void tellsOnlyTheMarketsThatChangedAndNullForOneThatIsGone() {
    advance(LivePart.MARKETS, "{\"a\":{\"last\":\"1\"},\"b\":{\"last\":\"2\"},\"c\":{}}");

    JsonNode frame = changed(LivePart.MARKETS, "{\"a\":{\"last\":\"1\"},\"b\":{\"last\":\"3\"}}");

    assertThat(frame).isEqualTo(json("{\"markets\":{\"b\":{\"last\":\"3\"},\"c\":null}}"));
  }

  @Test
  void tellsOnlyTheOrdersThatAreNewOrChanged() {
    advance(
        LivePart.ORDERS,
        "[{\"clientOrderId\":\"1\",\"status\":\"FILLED\"},{\"clientOrderId\":\"2\",\"status\":\"ACCEPTED\"}]");

    JsonNode frame =
        changed(
            LivePart.ORDERS,
            "[{\"clientOrderId\":\"2\",\"status\":\"FILLED\"},{\"clientOrderId\":\"3\",\"status\":\"ACCEPTED\"}]");

    assertThat(frame.path("orders").valueStream().map(one -> one.path("clientOrderId").asString()))
        .containsExactly("2", "3");
  }

  @Test
  void keepsAPartThatIsNotToldAsItWas() {
    advance(LivePart.RISK, "{\"state\":\"ACTIVE\"}");
    advance(LivePart.MODELS, "[]");

    JsonNode snapshot = json(state.snapshot(NOW));

    assertThat(snapshot.at("/state/risk/state").asString()).isEqualTo("ACTIVE");
    assertThat(snapshot.path("sequence").asLong()).isEqualTo(2);
  }

  @Test
  void givesAClientThatComesBackTheFramesThatItMissed() {
    for (int i = 1; i <= 5; i++) {
      advance(LivePart.EQUITY, "{\"equity\":\"%d\"}".formatted(i));
    }

    assertThat(state.missed("life", 3).orElseThrow())
        .extracting(Frame::sequence)
        .containsExactly(4L, 5L);
    assertThat(state.missed("life", 5)).contains(List.of());
    assertThat(state.missed("life", 0).orElseThrow()).hasSize(5);
    assertThat(state.missed("life", 6)).isEmpty();
    assertThat(state.missed("another life", 3)).isEmpty();
  }

  @Test
  void givesNoFramesWhereSomeAreGone() {
    for (int i = 1; i <= LiveState.KEPT + 1; i++) {
      advance(LivePart.EQUITY, "{\"equity\":\"%d\"}".formatted(i));
    }

    assertThat(state.missed("life", 0)).isEmpty();
    assertThat(state.missed("life", 1).orElseThrow()).hasSize(LiveState.KEPT);
  }

  private Optional<Frame> advance(LivePart part, String value) {
    return state.advance(Map.of(part, json(value)), NOW);
  }

  private JsonNode changed(LivePart part, String value) {
    return json(advance(part, value).orElseThrow().text()).path("changes");
  }

  private static JsonNode json(String text) {
    return Json.mapper().readTree(text);
  }
}
