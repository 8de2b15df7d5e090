/** What the suite is deployed with, held against the code that it deploys. */
@NullMarked
package io.tidemark.launcher.deploy;

import org.jspecify.annotations.NullMarked;
