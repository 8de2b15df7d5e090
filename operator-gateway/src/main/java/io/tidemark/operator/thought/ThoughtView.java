package io.tidemark.operator.thought;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A thought as it is told.
 *
 * @param exchange null if it concerns no instrument
 * @param symbol likewise
 * @param strategy null if it concerns none
 * @param subjects ids by name, such as {@code positionId}
 */
public record ThoughtView(
    UUID id,
    Instant time,
    String kind,
    String severity,
    @Nullable String exchange,
    @Nullable String symbol,
    @Nullable String strategy,
    String sentence,
    JsonNode subjects) {}
