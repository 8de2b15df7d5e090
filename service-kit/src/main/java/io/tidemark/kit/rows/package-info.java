/** Many rows of many tables to the database at the price of one round trip. */
@NullMarked
package io.tidemark.kit.rows;

import org.jspecify.annotations.NullMarked;
