/**
 * Recurrent networks by DJL's PyTorch engine, whose library is native code. Nothing else knows it.
 * Uses a graphics processor where the library finds one.
 */
@NullMarked
package io.tidemark.ml.network;

import org.jspecify.annotations.NullMarked;
