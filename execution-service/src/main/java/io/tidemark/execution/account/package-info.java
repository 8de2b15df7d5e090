/** Who owns the venue account, and the order in which an instance begins and ends to trade it. */
@NullMarked
package io.tidemark.execution.account;

import org.jspecify.annotations.NullMarked;
