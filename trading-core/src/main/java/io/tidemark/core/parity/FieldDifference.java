package io.tidemark.core.parity;

import org.jspecify.annotations.Nullable;

/**
 * A field that differs.
 *
 * @param field its name as in {@link CanonicalEvent}
 * @param recorded null where the recorded event lacks it
 * @param replayed null where the replayed event lacks it
 */
public record FieldDifference(String field, @Nullable String recorded, @Nullable String replayed) {}
