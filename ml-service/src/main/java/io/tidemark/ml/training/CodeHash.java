package io.tidemark.ml.training;

import io.tidemark.core.feature.FeatureSet;
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

/** Which code makes features and models: the SHA-256 of both modules' classes as deployed. */
public final class CodeHash {

  private CodeHash() {}

  /**
   * That of this process.
   *
   * @throws IllegalStateException if it does not know where its classes are
   */
  public static String current() throws IOException {
    MessageDigest digest = sha256();
    for (Class<?> type : List.of(FeatureSet.class, ModelTraining.class)) {
      update(digest, placeOf(type));
    }
    return HexFormat.of().formatHex(digest.digest());
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

  /** A jar, or a folder with its files in the order of their paths. */
  private static void update(MessageDigest digest, Path place) throws IOException {
    if (Files.isRegularFile(place)) {
      digest.update(Files.readAllBytes(place));
      return;
    }
    try (Stream<Path> files = Files.walk(place)) {
      files
          .filter(Files::isRegularFile)
          .sorted()
          .forEach(
              file -> {
                digest.update(place.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
                digest.update(bytes(file));
              });
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
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
