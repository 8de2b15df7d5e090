package io.tidemark.kit.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Which code runs, as it was deployed. */
public final class DeployedCode {

  private DeployedCode() {}

  /**
   * SHA-256, in lower-case hexadecimal, of the modules that some classes are of.
   *
   * @throws IllegalStateException if it is not known where the classes are
   * @throws UncheckedIOException if they cannot be read
   */
  public static String sha256(Class<?>... modules) {
    try {
      return sha256(Arrays.stream(modules).map(DeployedCode::placeOf).toList());
    } catch (IOException e) {
      throw new UncheckedIOException("the service cannot read its own code", e);
    }
  }

  private static Path placeOf(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null) {
      throw new IllegalStateException("the classes beside %s have no place".formatted(type));
    }
    try {
      return Path.of(source.getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("%s is at %s".formatted(type, source.getLocation()), e);
    }
  }

  /** Of jars, or folders with their files in the order of their paths. */
  static String sha256(List<Path> places) throws IOException {
    MessageDigest digest = sha256();
    for (Path place : places) {
      if (Files.isRegularFile(place)) {
        digest.update(Files.readAllBytes(place));
        continue;
      }
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
