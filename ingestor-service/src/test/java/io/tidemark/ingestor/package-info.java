/** The service as a whole, on a scripted venue with real Kafka and Postgres. */
@NullMarked
package io.tidemark.ingestor;

import org.jspecify.annotations.NullMarked;
