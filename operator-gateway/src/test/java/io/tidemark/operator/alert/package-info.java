@NullMarked
package io.tidemark.operator.alert;

import org.jspecify.annotations.NullMarked;
