/**
 * Traces from a bar to its fills: {@code Traceparent} is the context that travels with every
 * message, {@code Spans} measures what services do within it and sends that to whoever collects
 * traces, if there is one.
 */
@NullMarked
package io.tidemark.kit.trace;

import org.jspecify.annotations.NullMarked;
