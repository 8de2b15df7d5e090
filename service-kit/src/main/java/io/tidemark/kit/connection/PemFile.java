package io.tidemark.kit.connection;

import io.tidemark.kit.configuration.ConfigurationException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A file of certificates or with a private key, looked at before a library meets it.
 *
 * @param text its whole text
 * @param certificates in its order; empty for a key
 */
record PemFile(String text, List<X509Certificate> certificates) {

  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----[^-]+-----END PRIVATE KEY-----");

  PemFile {
    certificates = List.copyOf(certificates);
  }

  /**
   * Certificates that are valid now.
   *
   * @param setting that names the file
   * @throws ConfigurationException if there is none, or one is not valid now
   */
  static PemFile certificates(String setting, String file) {
    String text = read(setting, file);
    List<X509Certificate> certificates;
    try {
      certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
    } catch (CertificateException e) {
      throw noCertificates(setting, file);
    }
    if (certificates.isEmpty()) {
      throw noCertificates(setting, file);
    }
    certificates.forEach(certificate -> requireValid(setting, file, certificate));
    return new PemFile(text, certificates);
  }

  /**
   * A private key that needs no password.
   *
   * @param setting that names the file
   * @throws ConfigurationException if there is none
   */
  static PemFile privateKey(String setting, String file) {
    String text = read(setting, file);
    if (!KEY.matcher(text).find()) {
      throw new ConfigurationException(
          "%s: %s has no unencrypted PKCS#8 key (BEGIN PRIVATE KEY); make one with openssl pkcs8"
                  .formatted(setting, file)
              + " -topk8 -nocrypt");
    }
    SecretFile.warnIfOpen(setting, Path.of(file));
    return new PemFile(text, List.of());
  }

  /**
   * Both or none.
   *
   * @throws ConfigurationException if one of the two is missing
   */
  static void requirePair(
      String certificateSetting, String certificateFile, String keySetting, String keyFile) {
    if (certificateFile.isEmpty() != keyFile.isEmpty()) {
      throw new ConfigurationException(
          "%s and %s belong together: set %s"
              .formatted(
                  certificateSetting,
                  keySetting,
                  keyFile.isEmpty() ? keySetting : certificateSetting));
    }
  }

  private static String read(String setting, String file) {
    try {
      return SecretFile.text(Path.of(file));
    } catch (IOException e) {
      throw SecretFile.unreadable(setting, file, e);
    }
  }

  private static void requireValid(String setting, String file, X509Certificate certificate) {
    try {
      certificate.checkValidity();
    } catch (CertificateExpiredException e) {
      throw new ConfigurationException(
          "%s: the certificate of %s in %s expired at %s; put a new one there"
              .formatted(
                  setting,
                  certificate.getSubjectX500Principal().getName(),
                  file,
                  certificate.getNotAfter().toInstant()));
    } catch (CertificateNotYetValidException e) {
      throw new ConfigurationException(
          "%s: the certificate of %s in %s is not valid before %s; look at this machine's clock"
              .formatted(
                  setting,
                  certificate.getSubjectX500Principal().getName(),
                  file,
                  certificate.getNotBefore().toInstant()));
    }
  }

  private static ConfigurationException noCertificates(String setting, String file) {
    return new ConfigurationException(
        "%s: %s has no certificate that can be read; it must be PEM (BEGIN CERTIFICATE)"
            .formatted(setting, file));
  }
}
