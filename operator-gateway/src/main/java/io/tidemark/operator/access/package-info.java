/** Who may read and who may write: keys, sessions, origins, and how often one may be wrong. */
@NullMarked
package io.tidemark.operator.access;

import org.jspecify.annotations.NullMarked;
