package io.tidemark.kit.web;

import org.jspecify.annotations.Nullable;

/**
 * Which page is asked for; a controller's {@code page} and {@code size} parameters.
 *
 * @param page from 0; 0 if absent
 * @param size from 1 to 1000; 100 if absent
 */
public record PageRequest(@Nullable Integer page, @Nullable Integer size) {

  private static final int DEFAULT_SIZE = 100;
  private static final int LARGEST_SIZE = 1000;

  /**
   * @throws BadRequestException if a number is out of its range
   */
  public PageRequest {
    page = page == null ? Integer.valueOf(0) : page;
    size = size == null ? Integer.valueOf(DEFAULT_SIZE) : size;
    if (page < 0) {
      throw new BadRequestException("page must be 0 or above, was " + page);
    }
    if (size < 1 || size > LARGEST_SIZE) {
      throw new BadRequestException(
          "size must be from 1 to %d, was %d".formatted(LARGEST_SIZE, size));
    }
  }

  /** The page's number. */
  public int number() {
    return page == null ? 0 : page;
  }

  /** The most items it holds. */
  public int limit() {
    return size == null ? DEFAULT_SIZE : size;
  }

  /** How many items come before it. */
  public long offset() {
    return (long) number() * limit();
  }
}
