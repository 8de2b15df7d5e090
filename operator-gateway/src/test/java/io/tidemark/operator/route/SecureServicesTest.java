package io.tidemark.operator.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.tidemark.kit.connection.PeerConnections;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.testkit.TestAuthority;
import io.tidemark.testkit.TestAuthority.Issued;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.springframework.mock.env.MockEnvironment;

/** The gateway asks services over HTTPS, and none that only says it is one. */
class SecureServicesTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir static Path folder;

  private static TestAuthority authority;
  private static TestAuthority stranger;
  private static HttpsServer valid;
  private static HttpsServer expired;

  @BeforeAll
  static void startTheServices() throws IOException {
    authority = TestAuthority.create(folder, "authority");
    stranger = TestAuthority.create(folder, "stranger");
    valid = serve(authority.issue("scanner"));
    expired = serve(authority.issueExpired("expired-scanner"));
  }

  @AfterAll
  static void stopTheServices() {
    valid.stop(0);
    expired.stop(0);
  }

  @AfterEach
  void trustAsBefore() {
    PeerConnections.trust("");
  }

  @Test
  void asksAServiceWhomItsAuthorityKnows() {
    PeerConnections.trust(authority.certificate().toString());

    assertThat(ask(valid)).isEqualTo(new ServiceClient.Answer(200, "signals"));
  }

  @Test
  void refusesAServiceOfAnotherAuthority() {
    PeerConnections.trust(stranger.certificate().toString());

    assertThatThrownBy(() -> ask(valid))
        .isInstanceOf(ServiceAwayException.class)
        .hasMessageContaining("no certificate of TIDEMARK_TLS_CA_FILE signed the server's");
  }

  @Test
  void refusesAServiceWhomNobodyKnows() {
    assertThatThrownBy(() -> ask(valid))
        .isInstanceOf(ServiceAwayException.class)
        .hasMessageContaining("no certificate of TIDEMARK_TLS_CA_FILE");
  }

  @Test
  void refusesAServiceWhoseCertificateHasExpired() {
    PeerConnections.trust(authority.certificate().toString());

    assertThatThrownBy(() -> ask(expired))
        .isInstanceOf(ServiceAwayException.class)
        .hasMessageContaining("has expired");
  }

  private static ServiceClient.Answer ask(HttpsServer server) {
    MockEnvironment environment =
        new MockEnvironment()
            .withProperty(
                "tidemark.services.scanner", "https://127.0.0.1:" + server.getAddress().getPort());
    try (ServiceClient client = new ServiceClient(new ServiceAddresses(environment))) {
      return client.get(TidemarkService.SCANNER, "/api/v1/signals", LIMIT);
    }
  }

  private static HttpsServer serve(Issued certificate) throws IOException {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(
            SslBundle.of(
                    new PemSslStoreBundle(
                        PemSslStoreDetails.forCertificate("file:" + certificate.certificate())
                            .withPrivateKey("file:" + certificate.key()),
                        null))
                .createSslContext()));
    server.createContext(
        "/",
        exchange -> {
          byte[] answer = "signals".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    return server;
  }
}
