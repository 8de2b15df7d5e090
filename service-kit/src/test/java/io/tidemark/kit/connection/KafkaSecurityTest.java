package io.tidemark.kit.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.kit.configuration.ConfigurationException;
import io.tidemark.testkit.TestAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.config.types.Password;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.env.MockEnvironment;

/** What a client of Kafka is told, and which settings are refused before one is made. */
class KafkaSecurityTest {

  @TempDir Path folder;

  @Test
  void isPlainUnlessToldOtherwise() {
    assertThat(of(Map.of()).clientSettings()).isEqualTo(Map.of("security.protocol", "PLAINTEXT"));
  }

  @Test
  void takesAnEmptyVariableForNone() {
    assertThat(of(Map.of("security-protocol", "", "sasl-mechanism", "")))
        .isEqualTo(KafkaSecurity.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "security-protocol=TLS, TIDEMARK_KAFKA_SECURITY_PROTOCOL must be",
    "security-protocol=SASL_SSL;sasl-mechanism=GSSAPI;username=a;password=b,"
        + " TIDEMARK_KAFKA_SASL_MECHANISM must be",
    "security-protocol=SASL_SSL;username=a, set TIDEMARK_KAFKA_USERNAME",
    "security-protocol=SSL;username=a;password=b, are not sent with",
    "ca-file=/ca.pem, TIDEMARK_KAFKA_CA_FILE is not used with",
    "security-protocol=SSL;key-file=/key.pem, set TIDEMARK_KAFKA_CERTIFICATE_FILE",
    "security-protocol=SSL;certificate-file=/c.pem, set TIDEMARK_KAFKA_KEY_FILE"
  })
  void refusesWhatDoesNotFitTogether(String settings, String problem) {
    MockEnvironment environment = new MockEnvironment();
    for (String setting : settings.split(";")) {
      String[] parts = setting.split("=");
      environment.setProperty("tidemark.kafka." + parts[0], parts[1]);
    }

    assertThatThrownBy(() -> KafkaSecurity.of(environment))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void namesTheFileThatIsNotThere() {
    KafkaSecurity security = of(Map.of("security-protocol", "SSL", "ca-file", "/no/such/ca.pem"));

    assertThatThrownBy(security::clientSettings)
        .hasMessage(
            "TIDEMARK_KAFKA_CA_FILE: /no/such/ca.pem cannot be read: there is no such file;"
                + " check the path and who may read it");
  }

  @Test
  void refusesAFileWithoutACertificateAndOneWithoutAKey() throws IOException {
    Path text = Files.writeString(folder.resolve("text.pem"), "hello");
    TestAuthority.Issued issued = TestAuthority.create(folder, "authority").issue("client");

    assertThatThrownBy(of(Map.of("security-protocol", "SSL", "ca-file", "" + text))::clientSettings)
        .hasMessageContaining("TIDEMARK_KAFKA_CA_FILE: " + text + " has no certificate");
    assertThatThrownBy(mutual(issued.certificate(), text)::clientSettings)
        .hasMessageContaining("TIDEMARK_KAFKA_KEY_FILE: " + text + " has no unencrypted PKCS#8");
    assertThatCode(mutual(issued.certificate(), issued.key())::clientSettings)
        .doesNotThrowAnyException();
  }

  @Test
  void refusesAnExpiredCertificateOfItsOwn() {
    TestAuthority.Issued expired =
        TestAuthority.create(folder, "authority").issueExpired("expired");

    assertThatThrownBy(mutual(expired.certificate(), expired.key())::clientSettings)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("CN=expired in " + expired.certificate() + " expired at");
  }

  @Test
  void writesAPasswordWithQuotesAsKafkaReadsIt() {
    KafkaSecurity security =
        of(
            Map.of(
                "security-protocol", "SASL_SSL",
                "sasl-mechanism", "PLAIN",
                "username", "tidemark",
                "password", "a\"b\\c"));

    assertThat(security.clientSettings())
        .extractingByKey("sasl.jaas.config", InstanceOfAssertFactories.type(Password.class))
        .extracting(Password::value)
        .isEqualTo(
            "org.apache.kafka.common.security.plain.PlainLoginModule required"
                + " username=\"tidemark\" password=\"a\\\"b\\\\c\";");
  }

  @Test
  void tellsNoPassword() {
    KafkaSecurity security =
        of(
            Map.of(
                "security-protocol", "SASL_PLAINTEXT",
                "username", "tidemark",
                "password", "sesame-open"));

    assertThat(
            security
                + " "
                + security.clientSettings()
                + " "
                + KafkaConnection.secured("127.0.0.1:9092", security))
        .contains("tidemark", "SASL_PLAINTEXT")
        .doesNotContain("sesame");
  }

  private static KafkaSecurity mutual(Path certificate, Path key) {
    return of(
        Map.of(
            "security-protocol", "SSL",
            "certificate-file", certificate.toString(),
            "key-file", key.toString()));
  }

  private static KafkaSecurity of(Map<String, String> settings) {
    MockEnvironment environment = new MockEnvironment();
    settings.forEach((name, value) -> environment.setProperty("tidemark.kafka." + name, value));
    return KafkaSecurity.of(environment);
  }
}
