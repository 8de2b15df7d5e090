package io.tidemark.launcher.suite;

import io.tidemark.kit.connection.SecureConnections;
import io.tidemark.kit.logging.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The key by which the services of a suite write to each other. Without one in the environment the
 * suite makes one of its own for this run and leaves it in its folder, for its own user alone, so
 * that commands beside it can write too; everybody else's writes are refused as before.
 */
public final class SuiteKey implements AutoCloseable {

  /** The setting that carries it. */
  public static final String PROPERTY = "tidemark.api-key";

  private static final String VARIABLE = "TIDEMARK_API_KEY";
  private static final int BYTES = 32;

  private final String value;
  private final Path file;

  private SuiteKey(String value, Path file) {
    this.value = value;
    this.file = file;
  }

  /**
   * The key of a suite that begins, which must have locked its folder.
   *
   * @throws UncheckedIOException if it cannot be left there
   */
  public static SuiteKey open(SuiteDirectory directory) {
    return open(directory, configured());
  }

  static SuiteKey open(SuiteDirectory directory, String configured) {
    Path file = directory.apiKey();
    try {
      // A run that was killed left its own behind.
      Files.deleteIfExists(file);
      if (!configured.isEmpty()) {
        return new SuiteKey(configured, file);
      }
      String own = newKey();
      Secrets.add(own);
      leave(own, file);
      return new SuiteKey(own, file);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot write %s; check the permissions of its folder, or set %s"
              .formatted(file, VARIABLE),
          e);
    }
  }

  private static String newKey() {
    byte[] key = new byte[BYTES];
    new SecureRandom().nextBytes(key);
    return HexFormat.of().formatHex(key);
  }

  /** Nobody else can read it at any time, and nobody sees a part of it. */
  private static void leave(String key, Path file) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(unfinished);
    Files.createFile(
        unfinished,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(unfinished, key, StandardCharsets.US_ASCII);
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** The configured key; empty without one. */
  public static String configured() {
    return SecureConnections.secret(System.getenv(), VARIABLE);
  }

  /**
   * The key of the suite that runs in a folder: the one that it made, else the configured one;
   * empty without any.
   *
   * @throws UncheckedIOException if it is there and cannot be read
   */
  public static String ofRunning(SuiteDirectory directory) {
    Path file = directory.apiKey();
    try {
      return Files.readString(file, StandardCharsets.US_ASCII).strip();
    } catch (NoSuchFileException e) {
      return configured();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read %s; it belongs to the user who runs the suite".formatted(file), e);
    }
  }

  /** The key itself, which must not be told to anybody. */
  public String value() {
    return value;
  }

  /** Takes it out of the folder. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete %s; delete it by hand".formatted(file), e);
    }
  }
}
