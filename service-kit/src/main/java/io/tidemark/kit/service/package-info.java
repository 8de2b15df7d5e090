/** The services of the suite, how one is started, and which code it runs. */
@NullMarked
package io.tidemark.kit.service;

import org.jspecify.annotations.NullMarked;
