/** The whole suite on one machine: infrastructure, services, their start and stop. */
@NullMarked
package io.tidemark.launcher.suite;

import org.jspecify.annotations.NullMarked;
