package io.tidemark.backtester.job;

import io.tidemark.kit.web.BadRequestException;
import java.util.UUID;

/** Ids of jobs in paths. */
final class JobIds {

  private JobIds() {}

  /**
   * @throws BadRequestException if it is none
   */
  static UUID parse(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      throw new BadRequestException("id must be a UUID, was '%s'".formatted(id));
    }
  }
}
