package io.tidemark.model.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every event against its recorded schema. A change that only adds nullable fields is recorded with
 * {@code -Dtidemark.schemas.record=true}; any other change needs a new version.
 */
class SchemaCompatibilityTest {

  private static final Path RECORDED = Path.of("src/test/resources/schemas");

  @ParameterizedTest
  @EnumSource(EventSchema.class)
  void keepsWhatReadersAndOldMessagesRelyOn(EventSchema schema) throws IOException {
    Map<String, String> now = SchemaDescription.of(schema.type());
    Path file = file(schema);
    if (Boolean.getBoolean("tidemark.schemas.record")) {
      write(file, now);
    }
    assertThat(file).as("the recorded schema of %s", schema.schemaName()).exists();
    Map<String, String> recorded = read(file);

    assertThat(SchemaDescription.breaks(recorded, now))
        .as("breaking changes of %s version %d", schema.schemaName(), schema.version())
        .isEmpty();
    assertThat(recorded)
        .as("the record of %s is out of date; run with -Dtidemark.schemas.record=true", schema)
        .isEqualTo(now);
  }

  @Test
  void tellsARemovedField() {
    assertThat(SchemaDescription.breaks(Map.of("price", "Price"), Map.of())).containsKey("price");
  }

  @Test
  void tellsARetypedField() {
    assertThat(SchemaDescription.breaks(Map.of("price", "Price"), Map.of("price", "String")))
        .containsKey("price");
  }

  @Test
  void tellsAnAddedFieldThatOldMessagesLack() {
    assertThat(SchemaDescription.breaks(Map.of(), Map.of("price", "Price"))).containsKey("price");
  }

  @Test
  void acceptsAnAddedNullableFieldAndAnAddedConstant() {
    assertThat(
            SchemaDescription.breaks(
                Map.of("side", "enum BUY"), Map.of("side", "enum BUY|SELL", "note", "String?")))
        .isEmpty();
  }

  private static Path file(EventSchema schema) {
    return RECORDED.resolve("%s.v%d.txt".formatted(schema.schemaName(), schema.version()));
  }

  private static void write(Path file, Map<String, String> fields) throws IOException {
    Files.writeString(
        file,
        fields.entrySet().stream()
            .map(field -> field.getKey() + ": " + field.getValue() + "\n")
            .collect(Collectors.joining()));
  }

  private static Map<String, String> read(Path file) throws IOException {
    Map<String, String> fields = new TreeMap<>();
    for (String line : Files.readAllLines(file)) {
      int colon = line.indexOf(": ");
      fields.put(line.substring(0, colon), line.substring(colon + 2));
    }
    return fields;
  }
}
