/** The order in which an instance begins and ends to trade the account. */
@NullMarked
package io.tidemark.execution.account;

import org.jspecify.annotations.NullMarked;
