package io.tidemark.testkit;

/**
 * How to reach a database of the test servers.
 *
 * @param name its name on the server
 * @param jdbcUrl its address, without user and password
 * @param username who may do everything in it
 * @param password of that user
 */
public record TestDatabase(String name, String jdbcUrl, String username, String password) {}
