package io.tidemark.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/** Identifiers that are functions of content: the same facts always get the same id. */
public final class Ids {

  /** The version 5 UUID of "tidemark" in the DNS namespace of RFC 9562. */
  private static final UUID NAMESPACE = UUID.fromString("c4f75a9d-0921-52f0-adcd-ee1230f2cc9d");

  private static final char UNIT_SEPARATOR = '\u001f';

  private Ids() {}

  /**
   * The version 5 UUID (RFC 9562, section 5.5) of a kind and the parts that make the thing unique.
   *
   * @param kind what the id names, such as {@code order}; keeps kinds apart
   * @param parts what makes it unique, in a fixed order; their {@code toString} is used
   */
  public static UUID of(String kind, Object... parts) {
    StringBuilder name = new StringBuilder(kind);
    for (Object part : parts) {
      name.append(UNIT_SEPARATOR).append(part);
    }
    return uuid5(NAMESPACE, name.toString());
  }

  static UUID uuid5(UUID namespace, String name) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    byte[] content =
        ByteBuffer.allocate(2 * Long.BYTES + text.length)
            .putLong(namespace.getMostSignificantBits())
            .putLong(namespace.getLeastSignificantBits())
            .put(text)
            .array();
    ByteBuffer hash = ByteBuffer.wrap(digest("SHA-1").digest(content));
    long most = (hash.getLong() & ~0xF000L) | 0x5000L;
    long least = (hash.getLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
    return new UUID(most, least);
  }

  /** The SHA-256 of a text's UTF-8 bytes, in lower-case hexadecimal. */
  public static String sha256(String text) {
    return HexFormat.of()
        .formatHex(digest("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }
}
