package io.tidemark.core.parity;

/**
 * One of the things that led to an event.
 *
 * @param kind what it is, such as {@code bars}, {@code prediction} or {@code signal}
 * @param id where it is found: an offset, an id, a hash
 * @param detail what it says, in words
 */
public record CausationLink(String kind, String id, String detail) {}
