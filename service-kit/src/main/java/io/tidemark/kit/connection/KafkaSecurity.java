package io.tidemark.kit.connection;

import io.tidemark.kit.configuration.ConfigurationException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.security.scram.ScramLoginModule;
import org.springframework.core.env.Environment;

/**
 * What Kafka asks of its clients.
 *
 * @param caFile certificates that the brokers' are signed by, PEM; empty for those of the JVM
 * @param certificateFile this client's certificate and those above it, PEM; empty for none
 * @param keyFile its private key, PEM
 * @param username empty without SASL
 * @param password never part of a text
 */
record KafkaSecurity(
    SecurityProtocol protocol,
    String caFile,
    String certificateFile,
    String keyFile,
    String mechanism,
    String username,
    String password) {

  static final String PROTOCOL = "TIDEMARK_KAFKA_SECURITY_PROTOCOL";
  static final String CA_FILE = "TIDEMARK_KAFKA_CA_FILE";
  static final String CERTIFICATE_FILE = "TIDEMARK_KAFKA_CERTIFICATE_FILE";
  static final String KEY_FILE = "TIDEMARK_KAFKA_KEY_FILE";
  static final String MECHANISM = "TIDEMARK_KAFKA_SASL_MECHANISM";
  static final String USERNAME = "TIDEMARK_KAFKA_USERNAME";
  static final String PASSWORD = "TIDEMARK_KAFKA_PASSWORD";

  private static final Set<String> SCRAM = Set.of("SCRAM-SHA-512", "SCRAM-SHA-256");
  private static final String PEM = "PEM";

  static final KafkaSecurity NONE =
      new KafkaSecurity(SecurityProtocol.PLAINTEXT, "", "", "", "SCRAM-SHA-512", "", "");

  KafkaSecurity {
    if (!SCRAM.contains(mechanism) && !mechanism.equals("PLAIN")) {
      throw new ConfigurationException(
          "%s must be SCRAM-SHA-512, SCRAM-SHA-256 or PLAIN, was '%s'"
              .formatted(MECHANISM, mechanism));
    }
    refuseWithoutTls(protocol, CA_FILE, caFile);
    refuseWithoutTls(protocol, CERTIFICATE_FILE, certificateFile);
    refuseWithoutTls(protocol, KEY_FILE, keyFile);
    PemFile.requirePair(CERTIFICATE_FILE, certificateFile, KEY_FILE, keyFile);
    if (isSasl(protocol) && (username.isEmpty() || password.isEmpty())) {
      throw new ConfigurationException(
          "%s=%s needs a user: set %s, and %s or %s_FILE"
              .formatted(PROTOCOL, protocol, USERNAME, PASSWORD, PASSWORD));
    }
    if (!isSasl(protocol) && !(username.isEmpty() && password.isEmpty())) {
      throw new ConfigurationException(
          "%s and %s are not sent with %s=%s: set it to SASL_SSL, or take them away"
              .formatted(USERNAME, PASSWORD, PROTOCOL, protocol));
    }
  }

  /**
   * As it is configured.
   *
   * @throws ConfigurationException naming the setting that cannot be used
   */
  static KafkaSecurity of(Environment environment) {
    return new KafkaSecurity(
        protocol(setting(environment, "security-protocol", NONE.protocol.name())),
        setting(environment, "ca-file", ""),
        setting(environment, "certificate-file", ""),
        setting(environment, "key-file", ""),
        setting(environment, "sasl-mechanism", NONE.mechanism),
        setting(environment, "username", ""),
        setting(environment, "password", ""));
  }

  /** A variable that is there and empty says nothing. */
  private static String setting(Environment environment, String name, String otherwise) {
    String value = environment.getProperty("tidemark.kafka." + name, "").strip();
    return value.isEmpty() ? otherwise : value;
  }

  private static SecurityProtocol protocol(String name) {
    if (!SecurityProtocol.names().contains(name)) {
      throw new ConfigurationException(
          "%s must be PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL, was '%s'"
              .formatted(PROTOCOL, name));
    }
    return SecurityProtocol.forName(name);
  }

  private static void refuseWithoutTls(SecurityProtocol protocol, String setting, String value) {
    if (!isTls(protocol) && !value.isEmpty()) {
      throw new ConfigurationException(
          "%s is not used with %s=%s: set that to SSL or SASL_SSL, or take the file away"
              .formatted(setting, PROTOCOL, protocol));
    }
  }

  private static boolean isTls(SecurityProtocol protocol) {
    return protocol == SecurityProtocol.SSL || protocol == SecurityProtocol.SASL_SSL;
  }

  private static boolean isSasl(SecurityProtocol protocol) {
    return protocol == SecurityProtocol.SASL_PLAINTEXT || protocol == SecurityProtocol.SASL_SSL;
  }

  /**
   * What every client is told. The files are read now: a client that is made later sees them as
   * they were.
   *
   * @throws ConfigurationException naming the file that cannot be used
   */
  Map<String, Object> clientSettings() {
    Map<String, Object> settings = new HashMap<>();
    settings.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, protocol.name());
    if (!caFile.isEmpty()) {
      settings.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, PEM);
      settings.put(
          SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG,
          new Password(PemFile.certificates(CA_FILE, caFile).text()));
    }
    if (!keyFile.isEmpty()) {
      settings.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, PEM);
      settings.put(
          SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG,
          new Password(PemFile.certificates(CERTIFICATE_FILE, certificateFile).text()));
      settings.put(
          SslConfigs.SSL_KEYSTORE_KEY_CONFIG,
          new Password(PemFile.privateKey(KEY_FILE, keyFile).text()));
    }
    if (isSasl(protocol)) {
      settings.put(SaslConfigs.SASL_MECHANISM, mechanism);
      settings.put(SaslConfigs.SASL_JAAS_CONFIG, new Password(login()));
    }
    return settings;
  }

  private String login() {
    Class<?> module = SCRAM.contains(mechanism) ? ScramLoginModule.class : PlainLoginModule.class;
    return "%s required username=\"%s\" password=\"%s\";"
        .formatted(module.getName(), quoted(username), quoted(password));
  }

  private static String quoted(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  @Override
  public String toString() {
    return protocol + (isSasl(protocol) ? " by " + mechanism + " as " + username : "");
  }
}
