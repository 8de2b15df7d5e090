package io.tidemark.ml.registry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** SHA-256 in lower-case hexadecimal. */
final class Sha256 {

  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");
  private static final int BUFFER = 64 * 1024;

  private Sha256() {}

  /** That of a file's bytes. */
  static String of(Path file) throws IOException {
    MessageDigest digest = digest();
    byte[] buffer = new byte[BUFFER];
    try (InputStream bytes = Files.newInputStream(file)) {
      for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * @param name what the hash is of, for the message
   * @throws IllegalArgumentException if it has another form
   */
  static String require(String name, String hash) {
    if (!FORM.matcher(hash).matches()) {
      throw new IllegalArgumentException(
          "%s must be 64 lower-case hexadecimal digits, was '%s'".formatted(name, hash));
    }
    return hash;
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
