/** From a kind of model to its trainer and reader, and to what can be used on this machine. */
@NullMarked
package io.tidemark.ml.model.kind;

import org.jspecify.annotations.NullMarked;
