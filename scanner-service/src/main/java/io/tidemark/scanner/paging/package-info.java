/** Tables of this service read in pages, with the filters of a request. */
@NullMarked
package io.tidemark.scanner.paging;

import org.jspecify.annotations.NullMarked;
