/** Compares our orders and fills with the venue's books, and repairs what differs. */
@NullMarked
package io.tidemark.execution.reconciliation;

import org.jspecify.annotations.NullMarked;
