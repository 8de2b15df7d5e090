/**
 * {@code config/tidemark.yaml} and {@code config/strategies/*.yaml}, bound to validated records.
 * Nothing here needs Spring.
 */
@NullMarked
package io.tidemark.kit.configuration;

import org.jspecify.annotations.NullMarked;
