/**
 * What a model is, whatever is inside of it: {@link io.tidemark.ml.model.Trainer} makes a {@link
 * io.tidemark.ml.model.Model} from {@link io.tidemark.ml.model.Samples}, {@link
 * io.tidemark.ml.model.ModelFolder} keeps it. {@code model.kind} finds the trainer of a kind and
 * tells whether the kind can be used on this machine. Known to no framework: the command line
 * trains with it as the service does.
 */
@NullMarked
package io.tidemark.ml.model;

import org.jspecify.annotations.NullMarked;
