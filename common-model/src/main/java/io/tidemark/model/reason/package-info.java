/**
 * Why something did not happen, or ended. Each set is closed and its names are stable: they are
 * stored, published and shown. The numbers that led to a reason travel beside it as context.
 *
 * <p>Blocked, denied and rejected are different things: the scanner <em>blocks</em> a signal before
 * it exists, the position stage <em>denies</em> an order before it leaves us, a venue
 * <em>rejects</em> one that reached it.
 */
@NullMarked
package io.tidemark.model.reason;

import org.jspecify.annotations.NullMarked;
