/** REST: problem details, pages, value types, and the key that writes need. */
@NullMarked
package io.tidemark.kit.web;

import org.jspecify.annotations.NullMarked;
