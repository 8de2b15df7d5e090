/**
 * How the suite logs: a line an event, as logfmt or JSON, to the console, to rotating files, or
 * both, without any secret. {@code logback.xml} and {@code suite-logback.xml} put it together; what
 * can be set is in docs/operations.md.
 */
@NullMarked
package io.tidemark.kit.logging;

import org.jspecify.annotations.NullMarked;
