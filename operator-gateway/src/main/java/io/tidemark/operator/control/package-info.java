/** The operator's commands: asked for, confirmed, told once, and measured until they hold. */
@NullMarked
package io.tidemark.operator.control;

import org.jspecify.annotations.NullMarked;
