package io.tidemark.kit.logging;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The secrets that this process knows, so that none of them is ever logged. The suite's own code
 * logs none anyway; libraries are not ours. Secrets belong to the process and are kept for as long
 * as it lives.
 */
public final class Secrets {

  /** What stands in a secret's place. */
  public static final String MASK = "********";

  /** Shorter ones would tear ordinary words apart, and are told apart from none by nobody. */
  private static final int SHORTEST = 6;

  private static final Pattern NAME =
      Pattern.compile(
          "(?i).*(^|[^a-z])(api[-_]?key|read[-_]?key|access[-_]?key|private[-_]?key|key|secret|token"
              + "|password|passwd|passphrase|credentials?)");

  /** A password within an address: as a parameter, or before its host. */
  private static final List<Pattern> IN_ADDRESS =
      List.of(
          Pattern.compile("(?i)[?&;]password=([^&;\\s]+)"),
          Pattern.compile("://[^:/@\\s]*:([^@/\\s]+)@"));

  private static final CopyOnWriteArrayList<String> KNOWN = new CopyOnWriteArrayList<>();

  static {
    addFrom(System.getenv());
  }

  private Secrets() {}

  /**
   * Adds all of some settings whose names say that they are secrets. A value that is also given
   * openly, as a password that is the user's name, is none.
   *
   * @param settings by name
   */
  public static void addFrom(Map<String, String> settings) {
    Set<String> open = new HashSet<>();
    settings.forEach(
        (name, value) -> {
          if (!isSecret(name)) {
            open.add(value.strip());
            addFromAddress(value);
          }
        });
    settings.forEach(
        (name, value) -> {
          if (isSecret(name) && !open.contains(value.strip())) {
            add(value);
          }
        });
  }

  private static void addFromAddress(String value) {
    for (Pattern pattern : IN_ADDRESS) {
      Matcher matcher = pattern.matcher(value);
      while (matcher.find()) {
        add(matcher.group(1));
      }
    }
  }

  /** Whether a setting's name, such as {@code KRAKEN_API_SECRET}, says that its value is one. */
  public static boolean isSecret(String name) {
    return NAME.matcher(name).matches();
  }

  /** Adds a secret; one of less than six characters is not masked. */
  public static synchronized void add(String secret) {
    String bare = secret.strip();
    if (bare.length() < SHORTEST || KNOWN.contains(bare)) {
      return;
    }
    Set<String> all =
        new TreeSet<>(
            Comparator.comparingInt(String::length)
                .reversed()
                .thenComparing(Comparator.naturalOrder()));
    all.addAll(KNOWN);
    forms(bare).forEach(all::add);
    KNOWN.clear();
    KNOWN.addAll(all);
  }

  /** As it is, and as it stands in an address. */
  private static Stream<String> forms(String secret) {
    return Stream.of(secret, URLEncoder.encode(secret, StandardCharsets.UTF_8));
  }

  /** The text without any secret. */
  public static String mask(String text) {
    String masked = text;
    for (String secret : KNOWN) {
      if (masked.contains(secret)) {
        masked = masked.replace(secret, MASK);
      }
    }
    return masked;
  }
}
