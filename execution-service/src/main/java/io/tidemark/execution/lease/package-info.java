/** The right to trade an account, held by one instance at a time. */
@NullMarked
package io.tidemark.execution.lease;

import org.jspecify.annotations.NullMarked;
