package io.tidemark.kit.web;

import java.util.List;

/**
 * One page of a list.
 *
 * @param items in the list's order
 * @param page from 0
 * @param size the most items a page holds
 * @param total items of all pages
 */
public record Page<T>(List<T> items, int page, int size, long total) {}
