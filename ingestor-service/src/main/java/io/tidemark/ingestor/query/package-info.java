/** What the service tells of its market data: the REST interface and the queries behind it. */
@NullMarked
package io.tidemark.ingestor.query;

import org.jspecify.annotations.NullMarked;
