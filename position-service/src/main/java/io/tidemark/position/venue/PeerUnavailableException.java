package io.tidemark.position.venue;

import org.springframework.dao.TransientDataAccessResourceException;

/**
 * Another service does not give what is needed now. As a transient failure it makes the consumer
 * roll the poll back and try it again later; nothing is skipped.
 */
public final class PeerUnavailableException extends TransientDataAccessResourceException {

  private static final long serialVersionUID = 1L;

  PeerUnavailableException(String message) {
    super(message);
  }

  PeerUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
