package io.tidemark.kit.service;

/**
 * What the suite's ids and events belong to.
 *
 * @param run kept across restarts; a new replay has a new one
 * @param account the venue account that is traded
 */
public record RunIdentity(String run, String account) {}
