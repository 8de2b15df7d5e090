package io.tidemark.kit.rows;

/**
 * What a column of type {@code json} or {@code jsonb} holds.
 *
 * @param json a JSON text
 */
public record Document(String json) {}
