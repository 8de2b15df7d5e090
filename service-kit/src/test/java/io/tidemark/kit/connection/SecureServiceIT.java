package io.tidemark.kit.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidemark.kit.configuration.ConfigurationException;
import io.tidemark.kit.connection.SecureBroker.Listener;
import io.tidemark.kit.service.ServiceApplication;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.testkit.TestAuthority;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** A whole service on a Kafka and a Postgres with TLS and passwords, served over HTTPS. */
@ExtendWith(OutputCaptureExtension.class)
class SecureServiceIT {

  @TempDir static Path folder;

  private static TestAuthority authority;
  private static TestAuthority stranger;
  private static TestAuthority.Issued served;
  private static SecureBroker broker;
  private static SecureDatabase database;

  @BeforeAll
  static void startTheServers() throws Exception {
    authority = TestAuthority.create(folder, "authority");
    stranger = TestAuthority.create(folder, "stranger");
    served = authority.issue("postgres-server");
    broker = SecureBroker.start(folder, authority);
    database = SecureDatabase.start(folder, served);
    secret("kafka-password", SecureBroker.PASSWORD);
    secret("database-password", SecureDatabase.PASSWORD);
  }

  @AfterAll
  static void stopTheServers() {
    if (database != null) {
      database.close();
    }
    if (broker != null) {
      broker.close();
    }
  }

  @AfterEach
  void trustAsBefore() {
    PeerConnections.trust("");
  }

  @Test
  void isServedAndServesOverTlsAlone(CapturedOutput output) throws Exception {
    TestAuthority.Issued own = authority.issue("service");
    try (ConfigurableApplicationContext service = start(https(own))) {
      assertThat(database.allOfTheUserAreEncrypted()).isTrue();
      assertThat(health(service).body()).contains("\"status\":\"UP\"");
      assertThat(health(service).sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
      assertThat(plainStatus(service)).isEqualTo(400);

      PeerConnections.trust(stranger.certificate().toString());
      assertThatThrownBy(() -> health(service))
          .isInstanceOf(SSLHandshakeException.class)
          .satisfies(
              e ->
                  assertThat(ConnectionFailure.tls(e, PeerConnections.CA_FILE))
                      .hasValueSatisfying(
                          why ->
                              assertThat(why).contains("no certificate of TIDEMARK_TLS_CA_FILE")));
    }
    assertThat(output.getAll()).doesNotContain(SecureBroker.PASSWORD, SecureDatabase.PASSWORD);
  }

  @Test
  void takesANewCertificateWhileItRuns() throws Exception {
    TestAuthority.Issued old = authority.issue("renewed-soon");
    TestAuthority.Issued renewed = authority.issue("renewed");
    try (ConfigurableApplicationContext service = start(https(old))) {
      assertThat(subject(health(service))).isEqualTo("CN=renewed-soon");

      Files.copy(renewed.key(), old.key(), StandardCopyOption.REPLACE_EXISTING);
      Files.copy(renewed.certificate(), old.certificate(), StandardCopyOption.REPLACE_EXISTING);

      await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(500))
          .untilAsserted(() -> assertThat(subject(health(service))).isEqualTo("CN=renewed"));
    }
  }

  @Test
  void tellsOfAWrongDatabasePassword() {
    assertRefused("--spring.datasource.password=not-the-password")
        .hasMessageContaining("Postgres at " + database.jdbcUrl())
        .hasMessageContaining("user or password is wrong")
        .hasMessageContaining("TIDEMARK_DATABASE_USERNAME");
  }

  @Test
  void tellsOfADatabaseWhomNobodyKnowsByItsAuthority() {
    assertRefused("--tidemark.database.ca-file=" + stranger.certificate())
        .hasMessageContaining("no certificate of TIDEMARK_DATABASE_CA_FILE signed the server's");
  }

  @Test
  void tellsOfADatabaseWhoseCertificateHasExpired() throws SQLException {
    database.serveWith(authority.issueExpired("expired-postgres"));
    try {
      assertRefused().hasMessageContaining("has expired");
    } finally {
      database.serveWith(served);
    }
  }

  @Test
  void tellsOfAKafkaPasswordThatIsWrongAndNotThePassword(CapturedOutput output) throws Exception {
    Path wrong = secret("wrong-password", "not-the-password");

    assertRefused("--TIDEMARK_KAFKA_PASSWORD_FILE=" + wrong)
        .hasMessageContaining("Kafka at " + broker.address(Listener.LOGIN_OVER_TLS))
        .hasMessageContaining("user or password is wrong");
    assertThat(output.getAll()).contains("SaslAuthentication").doesNotContain("not-the-password");
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ?> assertRefused(
      String... further) {
    return assertThatThrownBy(() -> start(further).close())
        .rootCause()
        .isInstanceOf(ConfigurationException.class);
  }

  private static String[] https(TestAuthority.Issued own) {
    return new String[] {
      "--tidemark.tls.certificate-file=" + own.certificate(), "--tidemark.tls.key-file=" + own.key()
    };
  }

  /** Later arguments take the place of earlier ones. */
  private static ConfigurableApplicationContext start(String... further) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--spring.config.name=service-without-a-file",
                "--server.port=0",
                "--tidemark.tls.ca-file=" + authority.certificate(),
                "--tidemark.kafka.bootstrap-servers=" + broker.address(Listener.LOGIN_OVER_TLS),
                "--tidemark.kafka.security-protocol=SASL_SSL",
                "--tidemark.kafka.ca-file=" + authority.certificate(),
                "--tidemark.kafka.username=" + SecureBroker.USER,
                "--TIDEMARK_KAFKA_PASSWORD_FILE=" + folder.resolve("kafka-password"),
                "--spring.datasource.url=" + database.jdbcUrl(),
                "--spring.datasource.username=" + SecureDatabase.USER,
                "--TIDEMARK_DATABASE_PASSWORD_FILE=" + folder.resolve("database-password"),
                "--tidemark.database.ca-file=" + authority.certificate()));
    for (String one : further) {
      String name = one.substring(0, one.indexOf('=') + 1);
      arguments.removeIf(other -> other.startsWith(name));
      arguments.add(one);
    }
    return ServiceApplication.run(
        TidemarkService.BACKFILLER, EmptyService.class, arguments.toArray(String[]::new));
  }

  private static Path secret(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, text + "\n");
    return Files.setPosixFilePermissions(
        file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
  }

  private static HttpResponse<String> health(ConfigurableApplicationContext service)
      throws IOException, InterruptedException {
    try (HttpClient http = PeerConnections.newClient().build()) {
      return http.send(
          HttpRequest.newBuilder(URI.create("https" + address(service))).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  private static int plainStatus(ConfigurableApplicationContext service)
      throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(URI.create("http" + address(service))).build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  }

  private static String address(ConfigurableApplicationContext service) {
    return "://127.0.0.1:%s/actuator/health"
        .formatted(service.getEnvironment().getProperty("local.server.port"));
  }

  private static String subject(HttpResponse<String> answer) throws Exception {
    Certificate first = answer.sslSession().orElseThrow().getPeerCertificates()[0];
    return ((X509Certificate) first).getSubjectX500Principal().getName();
  }

  /** What the kit brings, and nothing else. */
  @SpringBootConfiguration
  @EnableAutoConfiguration
  static class EmptyService {}
}
