/** Events and values as JSON: one mapper for Kafka, REST and stored documents. */
@NullMarked
package io.tidemark.kit.codec;

import org.jspecify.annotations.NullMarked;
