package io.tidemark.kit.connection;

import java.io.IOException;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes the clients that ask other services of the suite. Whom they trust belongs to the process,
 * as its other connections do: with {@code TIDEMARK_TLS_CA_FILE}, services whose certificates one
 * of these signed, and nobody else. Clients of exchanges and other strangers are not made here.
 */
public final class PeerConnections {

  /** The variable that names their certificates. */
  public static final String CA_FILE = "TIDEMARK_TLS_CA_FILE";

  private static volatile @Nullable SSLContext trusted;

  private PeerConnections() {}

  /** A client that trusts the suite's services. */
  public static HttpClient.Builder newClient() {
    SSLContext context = trusted;
    HttpClient.Builder builder = HttpClient.newBuilder();
    return context == null ? builder : builder.sslContext(context);
  }

  /**
   * Trusts these from now on, in clients made later.
   *
   * @param file of certificates, PEM; empty for those of the JVM
   * @throws io.tidemark.kit.configuration.ConfigurationException if it cannot be used
   */
  public static void trust(String file) {
    trusted = file.isEmpty() ? null : context(PemFile.certificates(CA_FILE, file));
  }

  private static SSLContext context(PemFile authorities) {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (X509Certificate authority : authorities.certificates()) {
        store.setCertificateEntry("ca-" + store.size(), authority);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("every Java platform has TLS", e);
    }
  }
}
