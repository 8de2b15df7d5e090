package io.tidemark.scanner.strategies;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.kit.codec.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class FieldChangeTest {

  private static String changes(@Nullable String before, @Nullable String after) {
    return Json.mapper().writeValueAsString(FieldChange.between(tree(before), tree(after)));
  }

  private static @Nullable JsonNode tree(@Nullable String json) {
    return json == null ? null : Json.mapper().readTree(json);
  }

  @Test
  void namesEachFieldThatDiffersByItsPath() {
    assertThat(
            changes(
                "{\"a\": 1, \"b\": {\"c\": [1, 2], \"d\": true}, \"e\": \"x\"}",
                "{\"a\": 1, \"b\": {\"c\": [1, 3, 4], \"d\": true}}"))
        .isEqualTo(
            "[{\"path\":\"b.c[1]\",\"before\":2,\"after\":3},"
                + "{\"path\":\"b.c[2]\",\"after\":4},"
                + "{\"path\":\"e\",\"before\":\"x\"}]");
  }

  @Test
  void findsNothingWhereOnlyTheOrderOfKeysDiffers() {
    assertThat(changes("{\"a\": 1, \"b\": 2}", "{\"b\": 2, \"a\": 1}")).isEqualTo("[]");
  }

  @Test
  void tellsAllFieldsOfWhatWasNotThere() {
    assertThat(changes(null, "{\"a\": 1}")).isEqualTo("[{\"path\":\"a\",\"after\":1}]");
    assertThat(changes("{\"a\": 1}", null)).isEqualTo("[{\"path\":\"a\",\"before\":1}]");
  }
}
