package io.tidemark.kit.connection;

import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.sql.SQLException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.jspecify.annotations.Nullable;

/** Why a connection was refused for good, in words that say what to do. */
public final class ConnectionFailure {

  /** The class of SQL states that say that one is not who one says. */
  private static final String NOT_AUTHORIZED = "28";

  private ConnectionFailure() {}

  /**
   * Why a TLS connection or a login failed; empty if it failed otherwise, as when nobody answers.
   *
   * @param caSetting that names the certificates which are trusted
   * @param loginSetting that names the user
   */
  static Optional<String> reason(Throwable failure, String caSetting, String loginSetting) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      @Nullable String reason = reason(cause, loginSetting);
      if (reason != null) {
        return Optional.of(reason);
      }
    }
    return tls(failure, caSetting);
  }

  private static @Nullable String reason(Throwable cause, String loginSetting) {
    if (cause instanceof SaslAuthenticationException
        || (cause instanceof SQLException refused
            && refused.getSQLState() != null
            && refused.getSQLState().startsWith(NOT_AUTHORIZED))) {
      return "user or password is wrong (%s); check %s and its password"
          .formatted(oneLine(cause), loginSetting);
    }
    return null;
  }

  /**
   * Why a TLS connection failed; empty if it was not for TLS.
   *
   * @param caSetting that names the certificates which are trusted
   */
  public static Optional<String> tls(Throwable failure, String caSetting) {
    boolean tls = false;
    @Nullable Throwable deepest = null;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      tls |= cause instanceof SSLException || cause instanceof SslAuthenticationException;
      deepest = cause;
      if (cause instanceof CertificateExpiredException) {
        return Optional.of(
            "the server's certificate, or one above it, has expired (%s); renew it there"
                .formatted(oneLine(cause)));
      }
      if (cause instanceof CertificateNotYetValidException) {
        return Optional.of(
            "the server's certificate is not valid yet (%s); look at the clocks"
                .formatted(oneLine(cause)));
      }
    }
    if (!tls || deepest == null) {
      return Optional.empty();
    }
    return Optional.of(certificate(deepest, caSetting));
  }

  private static String certificate(Throwable deepest, String caSetting) {
    if (deepest instanceof CertPathValidatorException
        || deepest.getClass().getSimpleName().contains("CertPathBuilder")) {
      return "no certificate of %s signed the server's (%s); put the right one there"
          .formatted(caSetting, oneLine(deepest));
    }
    if (deepest instanceof CertificateException) {
      return "the server's certificate is not for this address (%s); reach it by a name in it"
          .formatted(oneLine(deepest));
    }
    return "TLS failed (%s); check that the server speaks it at this port"
        .formatted(oneLine(deepest));
  }

  private static String oneLine(Throwable cause) {
    return String.valueOf(cause.getMessage()).replaceAll("\\s+", " ").strip();
  }
}
