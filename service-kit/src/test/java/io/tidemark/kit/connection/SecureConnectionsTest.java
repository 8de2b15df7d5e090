package io.tidemark.kit.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.tidemark.kit.configuration.ConfigurationException;
import io.tidemark.kit.logging.Secrets;
import io.tidemark.testkit.TestAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.bootstrap.DefaultBootstrapContext;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** What is read and refused before anything of a service starts. */
class SecureConnectionsTest {

  @TempDir Path folder;

  private final Logger logger = (Logger) LoggerFactory.getLogger(SecretFile.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(log);
  }

  @ParameterizedTest
  @CsvSource({
    "TIDEMARK_DATABASE_PASSWORD, spring.datasource.password",
    "TIDEMARK_KAFKA_PASSWORD, tidemark.kafka.password",
    "TIDEMARK_API_KEY, TIDEMARK_API_KEY",
    "KRAKEN_API_SECRET, KRAKEN_API_SECRET"
  })
  void takesASecretFromAFileAndMasksIt(String variable, String property) throws IOException {
    Path file = secret("open-sesame-" + variable + "\n", "rw-------");

    ConfigurableEnvironment environment =
        prepared(Map.of(variable, "", variable + "_FILE", file.toString()), Map.of());

    assertThat(environment.getProperty(property)).isEqualTo("open-sesame-" + variable);
    assertThat(Secrets.mask("it is open-sesame-" + variable + "!"))
        .isEqualTo("it is " + Secrets.MASK + "!");
    assertThat(log.list).isEmpty();
  }

  @Test
  void refusesASecretThatIsGivenTwice() throws IOException {
    Path file = secret("open-sesame", "rw-------");

    assertThatThrownBy(
            () ->
                prepared(
                    Map.of("TIDEMARK_API_KEY", "mine", "TIDEMARK_API_KEY_FILE", "" + file),
                    Map.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "TIDEMARK_API_KEY and TIDEMARK_API_KEY_FILE are both set: take one of them away");
  }

  @Test
  void refusesAnEmptyFileAndOneThatIsNotThere() throws IOException {
    Path empty = secret(" \n", "rw-------");

    assertThatThrownBy(() -> prepared(Map.of("TIDEMARK_API_KEY_FILE", "" + empty), Map.of()))
        .hasMessage("TIDEMARK_API_KEY_FILE: " + empty + " is empty; write the secret into it");
    assertThatThrownBy(() -> prepared(Map.of("TIDEMARK_API_KEY_FILE", "/no/file"), Map.of()))
        .hasMessageContaining("TIDEMARK_API_KEY_FILE: /no/file cannot be read: there is no such");
  }

  @Test
  void leavesFilesOfOthersAlone() {
    assertThat(
            prepared(Map.of("AWS_WEB_IDENTITY_TOKEN_FILE", "/no/file"), Map.of())
                .getProperty("AWS_WEB_IDENTITY_TOKEN"))
        .isNull();
  }

  @Test
  void warnsOfASecretThatAllCanReadWithoutTellingIt() throws IOException {
    Path file = secret("open-sesame-for-all", "rw-r--r--");

    prepared(Map.of("TIDEMARK_API_KEY_FILE", file.toString()), Map.of());

    assertThat(log.list)
        .singleElement()
        .satisfies(
            line ->
                assertThat(line.getFormattedMessage())
                    .contains("event=secret_file_open", "TIDEMARK_API_KEY_FILE", file.toString())
                    .doesNotContain("open-sesame"));
  }

  @Test
  void verifiesThePostgresOfAKnownAuthority() {
    Path authority = TestAuthority.create(folder, "authority").certificate();

    ConfigurableEnvironment environment =
        prepared(Map.of("TIDEMARK_DATABASE_CA_FILE", authority.toString()), Map.of());

    String properties = "spring.datasource.hikari.data-source-properties.";
    assertThat(environment.getProperty(properties + "sslmode")).isEqualTo("verify-full");
    assertThat(environment.getProperty(properties + "sslrootcert")).isEqualTo(authority.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "verify-full, '', set TIDEMARK_DATABASE_CA_FILE",
    "on, '', TIDEMARK_DATABASE_SSL_MODE must be",
    "require, /ca.pem, TIDEMARK_DATABASE_CA_FILE verifies nothing",
    "verify-full, /no/ca.pem, /no/ca.pem cannot be read"
  })
  void refusesPostgresSettingsThatProtectFromNothing(String mode, String file, String problem) {
    assertThatThrownBy(
            () ->
                prepared(
                    Map.of("TIDEMARK_DATABASE_SSL_MODE", mode, "TIDEMARK_DATABASE_CA_FILE", file),
                    Map.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void refusesACertificateWithoutItsKeyAndAnExpiredOne() {
    TestAuthority.Issued expired =
        TestAuthority.create(folder, "authority").issueExpired("gateway");

    assertThatThrownBy(
            () -> prepared(Map.of("TIDEMARK_TLS_CERTIFICATE_FILE", "/gateway.pem"), Map.of()))
        .hasMessageContaining("set TIDEMARK_TLS_KEY_FILE");
    assertThatThrownBy(
            () ->
                prepared(
                    Map.of(
                        "TIDEMARK_TLS_CERTIFICATE_FILE",
                        "" + expired.certificate(),
                        "TIDEMARK_TLS_KEY_FILE",
                        "" + expired.key()),
                    Map.of()))
        .hasMessageContaining("TIDEMARK_TLS_CERTIFICATE_FILE: the certificate of CN=gateway");
  }

  @Test
  void isAsOnLoopbackWhereASuiteBringsItsOwnServers() {
    ConfigurableEnvironment environment =
        prepared(
            Map.of(
                "TIDEMARK_KAFKA_SECURITY_PROTOCOL", "SSL",
                "TIDEMARK_KAFKA_CA_FILE", "/no/ca.pem",
                "TIDEMARK_DATABASE_CA_FILE", "/no/ca.pem",
                "TIDEMARK_TLS_CERTIFICATE_FILE", "/no/gateway.pem",
                "TIDEMARK_TLS_CA_FILE", "/no/ca.pem"),
            SecureConnections.OFF);

    assertThat(KafkaSecurity.of(environment)).isEqualTo(KafkaSecurity.NONE);
    assertThat(environment.getProperty("server.ssl.bundle")).isNull();
  }

  private Path secret(String text, String permissions) throws IOException {
    Path file = Files.createTempFile(folder, "secret", "");
    Files.writeString(file, text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  /** As a service's is, with variables and arguments. */
  private static ConfigurableEnvironment prepared(
      Map<String, String> variables, Map<String, String> arguments) {
    StandardEnvironment environment = new StandardEnvironment();
    var sources = environment.getPropertySources();
    sources.replace(
        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
        new SystemEnvironmentPropertySource(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, new HashMap<>(variables)));
    sources.addFirst(new MapPropertySource("arguments", new HashMap<>(arguments)));
    sources.addLast(
        new MapPropertySource(
            "defaults",
            Map.of(
                "spring.datasource.password", "${TIDEMARK_DATABASE_PASSWORD:}",
                "tidemark.database.ssl-mode", "${TIDEMARK_DATABASE_SSL_MODE:}",
                "tidemark.database.ca-file", "${TIDEMARK_DATABASE_CA_FILE:}",
                "tidemark.tls.certificate-file", "${TIDEMARK_TLS_CERTIFICATE_FILE:}",
                "tidemark.tls.key-file", "${TIDEMARK_TLS_KEY_FILE:}",
                "tidemark.tls.ca-file", "${TIDEMARK_TLS_CA_FILE:}")));
    ConfigurationPropertySources.attach(environment);
    new SecureConnections()
        .onApplicationEvent(
            new ApplicationEnvironmentPreparedEvent(
                new DefaultBootstrapContext(),
                new SpringApplication(),
                new String[0],
                environment));
    return environment;
  }
}
