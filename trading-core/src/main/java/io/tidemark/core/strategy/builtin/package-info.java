/**
 * The strategies that ship, each called what {@code strategy.class} calls it. {@link
 * io.tidemark.core.strategy.builtin.BuiltInStrategies} lists them with their parameters.
 *
 * <p>Most lean to one side by conditions that mirror each other ({@link
 * io.tidemark.core.strategy.builtin.LeaningStrategy}): what is said of a rise holds of a fall with
 * the signs turned. {@link io.tidemark.core.strategy.builtin.Confluence} and {@link
 * io.tidemark.core.strategy.builtin.ComplexMlStrategy} form opinions of several sources and
 * aggregate them.
 */
@NullMarked
package io.tidemark.core.strategy.builtin;

import org.jspecify.annotations.NullMarked;
