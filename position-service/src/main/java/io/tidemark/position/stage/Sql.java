package io.tidemark.position.stage;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import io.tidemark.kit.codec.Json;
import io.tidemark.kit.rows.Document;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataRetrievalFailureException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Values as the tables hold them. */
final class Sql {

  /** Writes what a record holds and nothing that is derived from it, always in one order. */
  private static final JsonMapper STATE =
      Json.configure(JsonMapper.builder().annotationIntrospector(new RequiredComponents()))
          .addModule(new StageModule())
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .changeDefaultVisibility(
              visibility -> visibility.withIsGetterVisibility(JsonAutoDetect.Visibility.NONE))
          .build();

  private Sql() {}

  static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  static Instant instant(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static @Nullable OffsetDateTime time(@Nullable Instant instant) {
    return instant == null ? null : utc(instant);
  }

  /** A record as a document that {@link #read} gives back exactly. */
  static String document(Object state) {
    return STATE.writeValueAsString(state);
  }

  /** The same for a column. */
  static Document json(Object state) {
    return new Document(document(state));
  }

  /**
   * Reads a document that this version wrote, or that a migration has carried over to it.
   *
   * @throws DataRetrievalFailureException if the document lacks a component that may not be null,
   *     or has one that cannot be. Consumption stops at it: without its state the account must not
   *     take any input, nor set one aside
   */
  static <T> T read(String document, Class<T> type) {
    try {
      return STATE.readValue(document, type);
    } catch (JacksonException e) {
      throw new DataRetrievalFailureException(
          "A stored %s is not as this version writes it: %s at %s. Nothing was changed; start the version that wrote it, or restore the database"
              .formatted(type.getSimpleName(), e.getOriginalMessage(), e.getPathReference()),
          e);
    }
  }
}
