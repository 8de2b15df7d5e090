/** One class a command, and how failures are told: one line, what, where, what to do. */
@NullMarked
package io.tidemark.launcher.cli;

import org.jspecify.annotations.NullMarked;
