/** The one registry of Kafka topics: names, keys, partitions, retention. */
@NullMarked
package io.tidemark.model.topic;

import org.jspecify.annotations.NullMarked;
