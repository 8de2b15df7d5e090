/** A venue with made-up markets, in a JVM of its own, for benchmarks that go end to end. */
@NullMarked
package io.tidemark.benchmarks.venue;

import org.jspecify.annotations.NullMarked;
