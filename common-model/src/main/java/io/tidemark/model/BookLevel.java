package io.tidemark.model;

/**
 * One price level of an order book.
 *
 * @param price the level's price
 * @param quantity what rests at it
 * @param cumulative what rests at it and at all better levels of its side
 */
public record BookLevel(Price price, Quantity quantity, Quantity cumulative) {}
