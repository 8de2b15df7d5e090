/** A network between processes of this machine that can be made slow, lossy or dead. */
@NullMarked
package io.tidemark.launcher.link;

import org.jspecify.annotations.NullMarked;
