/** Tables read in pages, with the filters of a request. */
@NullMarked
package io.tidemark.kit.paging;

import org.jspecify.annotations.NullMarked;
