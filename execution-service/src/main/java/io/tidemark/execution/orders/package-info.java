/**
 * The orders of the account. {@link io.tidemark.execution.orders.OrderDesk} is the one door to the
 * execution stage: each step is one transaction with its rows and events.
 */
@NullMarked
package io.tidemark.execution.orders;

import org.jspecify.annotations.NullMarked;
