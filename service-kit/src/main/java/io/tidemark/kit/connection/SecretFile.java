package io.tidemark.kit.connection;

import io.tidemark.kit.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a file that holds a secret, and tells where all users of the machine can. */
final class SecretFile {

  private static final Logger LOG = LoggerFactory.getLogger(SecretFile.class);

  private SecretFile() {}

  /**
   * The secret in a file, without the line's end.
   *
   * @param setting that names the file
   * @throws ConfigurationException if there is none
   */
  static String secret(String setting, String file) {
    try {
      String secret = text(Path.of(file)).strip();
      if (secret.isEmpty()) {
        throw new ConfigurationException(
            "%s: %s is empty; write the secret into it".formatted(setting, file));
      }
      warnIfOpen(setting, Path.of(file));
      return secret;
    } catch (IOException e) {
      throw unreadable(setting, file, e);
    }
  }

  static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  static ConfigurationException unreadable(String setting, String file, IOException cause) {
    String why =
        cause instanceof NoSuchFileException ? "there is no such file" : String.valueOf(cause);
    return new ConfigurationException(
        "%s: %s cannot be read: %s; check the path and who may read it"
            .formatted(setting, file, why));
  }

  static void warnIfOpen(String setting, Path file) {
    if (isOpen(file)) {
      LOG.warn(
          "event=secret_file_open setting={} file={} cause=\"all users of the machine can read it\""
              + " then=\"chmod 600, or defaultMode 0400 of a Kubernetes secret\"",
          setting,
          file);
    }
  }

  private static boolean isOpen(Path file) {
    try {
      PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
      return view != null
          && view.readAttributes().permissions().contains(PosixFilePermission.OTHERS_READ);
    } catch (IOException e) {
      LOG.warn("event=secret_file_unchecked file={} cause=\"{}\"", file, e.getMessage());
      return false;
    }
  }
}
