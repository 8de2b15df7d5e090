/**
 * What has been consumed: offsets and sequences that commit together with the state they changed.
 */
@NullMarked
package io.tidemark.kit.inbox;

import org.jspecify.annotations.NullMarked;
