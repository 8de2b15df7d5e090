/**
 * Events that leave only if their transaction commits, in order, at least once, with a sequence by
 * which consumers know what they have seen.
 */
@NullMarked
package io.tidemark.kit.outbox;

import org.jspecify.annotations.NullMarked;
