/**
 * The words every module shares: prices, quantities, money, instruments, bars and orders.
 *
 * <ul>
 *   <li>here: value types; immutable, validated when made, equal by value whatever their scale
 *   <li>{@code event}: what services tell each other over Kafka
 *   <li>{@code topic}: the registry of the topics that carry the events
 *   <li>{@code reason}: why something was blocked, denied, rejected or closed; closed sets
 * </ul>
 *
 * This module knows the JDK and JSpecify only.
 */
@NullMarked
package io.tidemark.model;

import org.jspecify.annotations.NullMarked;
