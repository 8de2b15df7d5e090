/** The gateway on a real Kafka and a real Postgres, among services that are there, slow or away. */
@NullMarked
package io.tidemark.operator;

import org.jspecify.annotations.NullMarked;
