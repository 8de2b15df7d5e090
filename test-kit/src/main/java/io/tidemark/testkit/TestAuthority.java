package io.tidemark.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A certificate authority of one test, made by the JDK's {@code keytool} in a folder of the test's.
 * Its certificates are for loopback.
 */
public final class TestAuthority {

  private static final String STORE_PASSWORD = "password of a test";
  private static final long KEYTOOL_SECONDS = 60;
  private static final Base64.Encoder LINES =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  private final Path folder;
  private final String name;
  private final Path store;
  private final Path certificate;

  private TestAuthority(Path folder, String name) {
    this.folder = folder;
    this.name = name;
    this.store = folder.resolve(name + ".p12");
    this.certificate = folder.resolve(name + ".pem");
  }

  /**
   * Files of one who was certified.
   *
   * @param certificate PEM, with the authority's behind it
   * @param key PEM, PKCS#8, which its owner alone can read
   */
  public record Issued(Path certificate, Path key) {

    /** The text of {@link #certificate}. */
    public String certificateText() {
      return text(certificate);
    }

    /** The text of {@link #key}. */
    public String keyText() {
      return text(key);
    }
  }

  /** Makes an authority. Its files are in the folder. */
  public static TestAuthority create(Path folder, String name) {
    TestAuthority authority = new TestAuthority(folder, name);
    authority.keytool(name, "CN=" + name, "-ext", "bc:c", "-startdate", "-30d", "-validity", "365");
    write(authority.certificate, pem("CERTIFICATE", encoded(authority.chain(name)[0])));
    return authority;
  }

  /** The authority's own certificate, PEM. */
  public Path certificate() {
    return certificate;
  }

  /** A certificate for {@code localhost} and 127.0.0.1 that is valid now. */
  public Issued issue(String owner) {
    return issue(owner, 365);
  }

  /** One for loopback that was valid until some days ago. */
  public Issued issueExpired(String owner) {
    return issue(owner, 5);
  }

  private Issued issue(String owner, int days) {
    keytool(
        owner,
        "CN=" + owner,
        "-signer",
        name,
        "-ext",
        "san=dns:localhost,ip:127.0.0.1",
        "-startdate",
        "-10d",
        "-validity",
        Integer.toString(days));
    Path certificates = folder.resolve(owner + ".pem");
    StringBuilder chain = new StringBuilder();
    for (Certificate one : chain(owner)) {
      chain.append(pem("CERTIFICATE", encoded(one)));
    }
    write(certificates, chain.toString());
    Path key = folder.resolve(owner + "-key.pem");
    write(key, pem("PRIVATE KEY", key(owner)));
    return new Issued(certificates, key);
  }

  private void keytool(String alias, String subject, String... further) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                STORE_PASSWORD,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-alias",
                alias,
                "-dname",
                subject));
    command.addAll(Arrays.asList(further));
    try {
      Path log = folder.resolve("keytool.log");
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      if (!process.waitFor(KEYTOOL_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IllegalStateException("keytool made no " + alias + ": " + text(log));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("keytool does not run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while keytool ran", e);
    }
  }

  private Certificate[] chain(String alias) {
    try {
      return open().getCertificateChain(alias);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] key(String alias) {
    try {
      return open().getKey(alias, STORE_PASSWORD.toCharArray()).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private KeyStore open() throws GeneralSecurityException {
    try (InputStream in = Files.newInputStream(store)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, STORE_PASSWORD.toCharArray());
      return keys;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] encoded(Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(String kind, byte[] content) {
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
        .formatted(kind, LINES.encodeToString(content), kind);
  }

  private static void write(Path file, String text) {
    try {
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
