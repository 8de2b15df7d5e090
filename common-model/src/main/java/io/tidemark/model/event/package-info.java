/**
 * What services tell each other. Every event is an immutable record; {@link
 * io.tidemark.model.event.EventSchema} gives its name, version and topic.
 *
 * <p>A schema only grows: a new field is nullable, an old one is never removed or retyped within a
 * version. The build compares each record with its recorded schema.
 */
@NullMarked
package io.tidemark.model.event;

import org.jspecify.annotations.NullMarked;
