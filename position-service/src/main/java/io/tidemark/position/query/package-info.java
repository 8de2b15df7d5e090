/** REST: positions and why they are as they are, risk, denials, performance, equity. */
@NullMarked
package io.tidemark.position.query;

import org.jspecify.annotations.NullMarked;
