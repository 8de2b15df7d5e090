/** What the operator asks of positions over REST; each request is a command on Kafka. */
@NullMarked
package io.tidemark.position.control;

import org.jspecify.annotations.NullMarked;
