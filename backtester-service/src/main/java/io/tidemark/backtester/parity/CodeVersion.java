package io.tidemark.backtester.parity;

import io.tidemark.core.parity.ParityCheck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Which code decides: the SHA-256 of the trading core's classes as they were deployed. */
final class CodeVersion {

  private CodeVersion() {}

  /**
   * That of this process.
   *
   * @throws IllegalStateException if it does not know where its classes are
   */
  static String current() {
    CodeSource source = ParityCheck.class.getProtectionDomain().getCodeSource();
    if (source == null) {
      throw new IllegalStateException("the trading core's classes have no place");
    }
    try {
      return of(Path.of(source.getLocation().toURI()));
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the trading core is at " + source.getLocation(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + source.getLocation(), e);
    }
  }

  /** A jar, or a folder with its files in the order of their paths. */
  static String of(Path place) throws IOException {
    MessageDigest digest = sha256();
    if (Files.isRegularFile(place)) {
      digest.update(Files.readAllBytes(place));
    } else {
      for (Path file : files(place)) {
        digest.update(place.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
        digest.update(Files.readAllBytes(file));
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
