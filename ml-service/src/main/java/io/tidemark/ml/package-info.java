/** Features, training, the model registry and predictions; owns the schema {@code ml}. */
@NullMarked
package io.tidemark.ml;

import org.jspecify.annotations.NullMarked;
