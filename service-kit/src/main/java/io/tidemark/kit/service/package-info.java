/** The services of the suite, and how one is started. */
@NullMarked
package io.tidemark.kit.service;

import org.jspecify.annotations.NullMarked;
