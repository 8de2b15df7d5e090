package io.tidemark.operator.alert;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code tidemark.operator.mail}: how alerts are mailed.
 *
 * @param host of the mail server
 * @param port of the mail server, 1 to 65535
 * @param security of the connection
 * @param username null if the server takes mail without one
 * @param from whom mails come from
 * @param to whom they go to, at least one; each gets a mail of its own
 */
@ConfigurationProperties(prefix = "tidemark.operator.mail", ignoreUnknownFields = false)
record MailProperties(
    String host,
    @DefaultValue("587") int port,
    @DefaultValue("starttls") Security security,
    @Nullable String username,
    @Nullable String from,
    @DefaultValue List<String> to) {

  private static final int LAST_PORT = 65_535;

  /** Of the connection to the mail server. */
  enum Security {
    /** Begins plain and becomes TLS; without TLS nothing is sent. */
    STARTTLS,
    /** TLS from the first byte. */
    TLS,
    /** Plain, for a server on the same machine. */
    NONE
  }

  /**
   * @throws IllegalArgumentException if something is missing or out of its range
   */
  MailProperties {
    if (port < 1 || port > LAST_PORT) {
      throw new IllegalArgumentException(
          "tidemark.operator.mail.port must be from 1 to %d, was %d".formatted(LAST_PORT, port));
    }
    if (from == null || from.isBlank()) {
      throw new IllegalArgumentException(
          "tidemark.operator.mail.from is missing: the address that alerts come from");
    }
    to = List.copyOf(to);
    if (to.isEmpty()) {
      throw new IllegalArgumentException(
          "tidemark.operator.mail.to is missing: the addresses that alerts go to");
    }
  }

  boolean hasUsername() {
    return username != null && !username.isBlank();
  }
}
