package io.tidemark.kit.connection;

import io.tidemark.kit.configuration.ConfigurationException;
import io.tidemark.kit.logging.Secrets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Reads and checks what a service needs for its connections, before anything of it starts: secrets
 * from files, the certificate that it serves with, whom it trusts, how Postgres is reached.
 */
public final class SecureConnections
    implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

  /** Properties by which all is as on loopback, whatever the environment says. */
  public static final Map<String, String> OFF =
      Map.ofEntries(
          Map.entry("tidemark.kafka.security-protocol", "PLAINTEXT"),
          Map.entry("tidemark.kafka.ca-file", ""),
          Map.entry("tidemark.kafka.certificate-file", ""),
          Map.entry("tidemark.kafka.key-file", ""),
          Map.entry("tidemark.kafka.username", ""),
          Map.entry("tidemark.kafka.password", ""),
          Map.entry("tidemark.kafka.replication-factor", "1"),
          Map.entry("tidemark.kafka.min-in-sync", "1"),
          Map.entry("tidemark.kafka.instance-id", ""),
          Map.entry("tidemark.database.ssl-mode", ""),
          Map.entry("tidemark.database.ca-file", ""),
          Map.entry("tidemark.tls.certificate-file", ""),
          Map.entry("tidemark.tls.key-file", ""),
          Map.entry("tidemark.tls.ca-file", ""));

  static final String SERVER_CERTIFICATE = "TIDEMARK_TLS_CERTIFICATE_FILE";
  static final String SERVER_KEY = "TIDEMARK_TLS_KEY_FILE";
  static final String DATABASE_MODE = "TIDEMARK_DATABASE_SSL_MODE";
  static final String DATABASE_CA = "TIDEMARK_DATABASE_CA_FILE";

  private static final String BUNDLE = "tidemark";

  /** Spring reads the names in a source that is called like this as those of variables. */
  private static final String LIKE_THE_ENVIRONMENT =
      "secretsInFiles-" + StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;

  private static final Set<String> DATABASE_MODES =
      Set.of("disable", "prefer", "require", "verify-ca", "verify-full");

  /** Each of these may be given as a file, with {@code _FILE} behind its name. */
  private static final Pattern SECRET_IN_FILE =
      Pattern.compile(
          "((?:TIDEMARK_[A-Z_]+_(?:PASSWORD|SECRET|TOKEN))|(?:TIDEMARK_(?:API|READ)_KEY)"
              + "|(?:[A-Z0-9_]+_API_(?:KEY|SECRET)))_FILE");

  @Override
  public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
    ConfigurableEnvironment environment = event.getEnvironment();
    Map<String, Object> secrets = new HashMap<>(secretsInFiles(environment));
    environment
        .getPropertySources()
        .addFirst(new SystemEnvironmentPropertySource(LIKE_THE_ENVIRONMENT, secrets));
    Map<String, Object> settings = new HashMap<>(web(environment));
    settings.putAll(database(environment));
    environment
        .getPropertySources()
        .addFirst(new MapPropertySource("secure connections", settings));
    PeerConnections.trust(environment.getProperty("tidemark.tls.ca-file", ""));
  }

  private static Map<String, String> secretsInFiles(ConfigurableEnvironment environment) {
    Map<String, String> found = new TreeMap<>();
    for (PropertySource<?> source : environment.getPropertySources()) {
      if (source instanceof EnumerablePropertySource<?> listed) {
        for (String name : listed.getPropertyNames()) {
          Matcher secret = SECRET_IN_FILE.matcher(name);
          String file = environment.getProperty(name, "");
          if (secret.matches() && !file.isBlank()) {
            String secretName = secret.group(1);
            found.put(
                secretName, fromFile(secretName, environment.getProperty(secretName, ""), file));
          }
        }
      }
    }
    return found;
  }

  /**
   * A secret among variables, given itself or as a file; empty without.
   *
   * @param name such as {@code TIDEMARK_API_KEY}
   * @throws ConfigurationException if both are given, or the file cannot be read
   */
  public static String secret(Map<String, String> variables, String name) {
    String itself = variables.getOrDefault(name, "").strip();
    String file = variables.getOrDefault(name + "_FILE", "");
    return file.isBlank() ? itself : fromFile(name, itself, file);
  }

  private static String fromFile(String name, String itself, String file) {
    if (!itself.isBlank()) {
      throw new ConfigurationException(
          "%s and %s_FILE are both set: take one of them away".formatted(name, name));
    }
    String secret = SecretFile.secret(name + "_FILE", file);
    Secrets.add(secret);
    return secret;
  }

  /** The certificate is looked at by Spring again whenever the files change. */
  private static Map<String, Object> web(ConfigurableEnvironment environment) {
    String certificate = environment.getProperty("tidemark.tls.certificate-file", "");
    String key = environment.getProperty("tidemark.tls.key-file", "");
    PemFile.requirePair(SERVER_CERTIFICATE, certificate, SERVER_KEY, key);
    if (certificate.isEmpty()) {
      return Map.of();
    }
    PemFile.certificates(SERVER_CERTIFICATE, certificate);
    PemFile.privateKey(SERVER_KEY, key);
    String bundle = "spring.ssl.bundle.pem." + BUNDLE;
    return Map.of(
        bundle + ".keystore.certificate",
        "file:" + certificate,
        bundle + ".keystore.private-key",
        "file:" + key,
        bundle + ".reload-on-update",
        true,
        "server.ssl.bundle",
        BUNDLE);
  }

  private static Map<String, Object> database(ConfigurableEnvironment environment) {
    String mode = environment.getProperty("tidemark.database.ssl-mode", "");
    String ca = environment.getProperty("tidemark.database.ca-file", "");
    if (mode.isEmpty() && ca.isEmpty()) {
      return Map.of();
    }
    String used = mode.isEmpty() ? "verify-full" : mode;
    if (!DATABASE_MODES.contains(used)) {
      throw new ConfigurationException(
          "%s must be disable, prefer, require, verify-ca or verify-full, was '%s'"
              .formatted(DATABASE_MODE, used));
    }
    if (used.startsWith("verify") && ca.isEmpty()) {
      throw new ConfigurationException(
          "%s=%s needs the certificates to verify with: set %s"
              .formatted(DATABASE_MODE, used, DATABASE_CA));
    }
    if (!used.startsWith("verify") && !ca.isEmpty()) {
      throw new ConfigurationException(
          "%s verifies nothing with %s=%s: set that to verify-full, or take the file away"
              .formatted(DATABASE_CA, DATABASE_MODE, used));
    }
    String properties = "spring.datasource.hikari.data-source-properties.";
    Map<String, Object> settings = new HashMap<>();
    settings.put(properties + "sslmode", used);
    if (!ca.isEmpty()) {
      PemFile.certificates(DATABASE_CA, ca);
      settings.put(properties + "sslrootcert", ca);
    }
    return settings;
  }
}
