package io.tidemark.execution.lease;

import io.tidemark.kit.rows.SaveBatch;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to trade an account, held by one instance at a time. A lock of a database session gives
 * it, so that it lapses when its holder dies; the token, checked in every transaction, keeps out a
 * former holder that does not know yet.
 */
public final class AccountLease implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AccountLease.class);

  private final Connection session;
  private final String account;
  private final long token;
  private final Instant since;

  private AccountLease(Connection session, String account, long token, Instant since) {
    this.session = session;
    this.account = account;
    this.token = token;
    this.since = since;
  }

  /** The lease, unless another instance holds it. */
  public static Optional<AccountLease> tryAcquire(DataSource dataSource, String account)
      throws SQLException {
    Connection session = dataSource.getConnection();
    try {
      if (!lock(session, account)) {
        session.close();
        return Optional.empty();
      }
      return Optional.of(claim(session, account));
    } catch (SQLException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  private static boolean lock(Connection session, String account) throws SQLException {
    try (PreparedStatement statement =
        session.prepareStatement(
            "select pg_try_advisory_lock(hashtext(current_schema()), hashtext(?))")) {
      statement.setString(1, account);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  private static AccountLease claim(Connection session, String account) throws SQLException {
    try (PreparedStatement statement =
        session.prepareStatement(
            """
            insert into account_lease (account, token, held_since)
            values (?, 1, clock_timestamp())
            on conflict (account) do update
            set token = account_lease.token + 1, held_since = excluded.held_since
            returning token, held_since
            """)) {
      statement.setString(1, account);
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          throw new IllegalStateException("no lease row for account " + account);
        }
        return new AccountLease(
            session, account, row.getLong(1), row.getObject(2, OffsetDateTime.class).toInstant());
      }
    }
  }

  /** When it began, by the database's clock; rises from holder to holder. */
  public Instant since() {
    return since;
  }

  /**
   * Makes sure, among the statements of a transaction, that no other instance has taken over; none
   * can until the transaction ends.
   *
   * @param lost told if one has, before the transaction fails with a {@link LostException}
   */
  public void requireHeld(SaveBatch batch, Consumer<String> lost) {
    batch.add(
        "select token from account_lease where account = ? for share",
        (changed, rows) -> {
          if (rows == null || !rows.next() || rows.getLong(1) != token) {
            String message =
                "another instance has taken over account %s; this one stops, nothing is to be done"
                    .formatted(account);
            lost.accept(message);
            throw new LostException(message);
          }
        },
        account);
  }

  @Override
  public void close() {
    try (Connection held = session;
        PreparedStatement statement = held.prepareStatement("select pg_advisory_unlock_all()")) {
      statement.execute();
    } catch (SQLException e) {
      LOG.warn("event=lease_release_failed account={} cause=\"{}\"", account, e.getMessage());
    }
  }

  /** Another instance trades the account now. */
  public static final class LostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LostException(String message) {
      super(message);
    }
  }
}
