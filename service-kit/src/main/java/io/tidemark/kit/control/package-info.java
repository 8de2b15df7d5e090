/**
 * The operator's commands, as every service hears them: a {@code CommandHandler} says what one
 * means to its service, and {@code CommandListener} tells that to the suite. A service whose state
 * a command changes takes it as an input of its own consumer instead, and answers from there.
 */
@NullMarked
package io.tidemark.kit.control;

import org.jspecify.annotations.NullMarked;
