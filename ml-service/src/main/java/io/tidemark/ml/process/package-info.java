/**
 * Training in a process of its own, with a heap of its own: it can be cancelled at any instant, and
 * whatever happens to it, the one that asked for it lives on. {@link
 * io.tidemark.ml.process.TrainingChild} starts one and waits for it; {@link
 * io.tidemark.ml.process.TrainingProcess} is what runs in it.
 *
 * <p>They share a folder: {@code task.json} and {@code samples.bin} go in, {@code model} comes out,
 * whole or not at all, and {@code log.txt} tells the rest. The child says how far it is on its
 * standard output, a JSON object a line, and ends when its standard input does, which is when its
 * parent is gone.
 */
@NullMarked
package io.tidemark.ml.process;

import org.jspecify.annotations.NullMarked;
