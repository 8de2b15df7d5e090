@NullMarked
package io.tidemark.operator.access;

import org.jspecify.annotations.NullMarked;
