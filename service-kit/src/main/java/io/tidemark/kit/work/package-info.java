/**
 * Work that services do beside their streams, a piece at a time: {@link
 * io.tidemark.kit.work.RunningWork} is asked to end, and tells what it waits for.
 */
@NullMarked
package io.tidemark.kit.work;

import org.jspecify.annotations.NullMarked;
