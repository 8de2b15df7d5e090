package io.tidemark.kit.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tidemark.kit.codec.EventCodec.UnreadableEventException;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.EventSchema;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class EventCodecTest {

  @ParameterizedTest
  @EnumSource(EventSchema.class)
  void readsBackWhatItWrote(EventSchema schema) {
    Event event = SampleEvents.of(schema);

    assertThat(EventCodec.decode(EventCodec.encode(event))).isEqualTo(event);
  }

  @ParameterizedTest
  @EnumSource(EventSchema.class)
  void writesSchemaAndVersionIntoEveryMessage(EventSchema schema) {
    JsonNode json = Json.mapper().readTree(EventCodec.encode(SampleEvents.of(schema)));

    assertThat(json.get("schema").asString()).isEqualTo(schema.schemaName());
    assertThat(json.get("version").asInt()).isEqualTo(schema.version());
  }

  @ParameterizedTest
  @EnumSource(EventSchema.class)
  void writesTheSameBytesForTheSameEvent(EventSchema schema) {
    assertThat(EventCodec.encode(SampleEvents.of(schema)))
        .isEqualTo(EventCodec.encode(SampleEvents.of(schema)));
  }

  @Test
  void writesDecimalsAsPlainStringsAndTimesInUtc() {
    assertThat(text(EventCodec.encode(SampleEvents.of(EventSchema.MARKET_TRADE))))
        .contains("\"price\":\"770.1\"", "\"eventTime\":\"2013-11-25T00:00:01Z\"")
        .contains("\"instrument\":{\"exchange\":\"kraken\",\"symbol\":\"BTC/USD\"}");
  }

  @ParameterizedTest
  @EnumSource(EventSchema.class)
  void ignoresFieldsOfALaterVersion(EventSchema schema) {
    Event event = SampleEvents.of(schema);
    ObjectNode later = (ObjectNode) Json.mapper().readTree(EventCodec.encode(event));
    later.put("version", schema.version() + 1);
    later.putObject("addedLater").put("a", 1);

    assertThat(EventCodec.decode(Json.mapper().writeValueAsBytes(later))).isEqualTo(event);
  }

  @Test
  void tellsWhyAMessageCannotBeRead() {
    assertThatExceptionOfType(UnreadableEventException.class)
        .isThrownBy(
            () -> EventCodec.decode("{\"schema\":\"gossip\"}".getBytes(StandardCharsets.UTF_8)))
        .withMessageContaining("gossip");
    assertThatExceptionOfType(UnreadableEventException.class)
        .isThrownBy(() -> EventCodec.decode("not json".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void refusesAValueOutOfItsRange() {
    String message =
        text(EventCodec.encode(SampleEvents.of(EventSchema.MARKET_TRADE))).replace("770.1", "-1");

    assertThatExceptionOfType(UnreadableEventException.class)
        .isThrownBy(() -> EventCodec.decode(message.getBytes(StandardCharsets.UTF_8)))
        .withMessageContaining("price must be above 0");
  }

  private static String text(byte[] message) {
    return new String(message, StandardCharsets.UTF_8);
  }
}
