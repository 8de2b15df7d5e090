/**
 * What a command of this command line that ends leaves for Prometheus, which cannot ask it later: a
 * Pushgateway keeps its figures. Services are asked themselves, and push nothing.
 */
@NullMarked
package io.tidemark.launcher.push;

import org.jspecify.annotations.NullMarked;
