/** What can be learnt of candles and strategies from files, without a server. */
@NullMarked
package io.tidemark.launcher.analysis;

import org.jspecify.annotations.NullMarked;
