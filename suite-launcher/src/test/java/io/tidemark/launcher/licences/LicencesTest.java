package io.tidemark.launcher.licences;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every library that this module sees, which are those of all services and of the tests, may be
 * shipped. Of several licences one may choose.
 */
class LicencesTest {

  /** Names of Apache 2, MIT, BSD, EPL and EDL, as people write them. */
  private static final Pattern ALLOWED =
      Pattern.compile(
          "(the )?apache( software)?([- ]licen[sc]e)?,?( version| v)?[ -]?2(\\.0)?( licen[sc]e)?"
              + "|(the )?mit(-0)?( licen[sc]e)?"
              + "|([23]-clause )?0?bsd([- ][23]-clause)?( licen[sc]e)?"
              + "|(epl|eclipse public licen[sc]e)[ -]*(version|v)?\\.?[ -]*[12]\\.0"
              + "|(edl|eclipse distribution licen[sc]e)[ -]*(version|v)?\\.?[ -]*1\\.0");

  private static List<LibraryPom> libraries;
  private static Map<String, String> exceptions;

  @BeforeAll
  static void readTheClassPath() throws IOException {
    libraries = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (entry.endsWith(".jar") && !entry.contains("/target/")) {
        Optional<LibraryPom> library = LibraryPom.of(Path.of(entry));
        library.ifPresentOrElse(libraries::add, () -> unknown.add(entry));
      }
    }
    assertThat(unknown).as("jars without a POM, of which nobody knows the licence").isEmpty();
    libraries.removeIf(library -> library.coordinates().startsWith("io.tidemark:"));
    exceptions = exceptions();
  }

  private static Map<String, String> exceptions() throws IOException {
    try (InputStream file = LicencesTest.class.getResourceAsStream("licences.properties")) {
      Properties read = new Properties();
      read.load(Objects.requireNonNull(file, "licences.properties"));
      Map<String, String> all = new TreeMap<>();
      read.forEach((library, reason) -> all.put(library.toString(), reason.toString()));
      return all;
    }
  }

  @Test
  void everyLibraryMayBeShipped() {
    assertThat(libraries).hasSizeGreaterThan(100);
    assertThat(
            libraries.stream()
                .filter(library -> library.licences().stream().noneMatch(LicencesTest::isAllowed))
                .filter(library -> !exceptions.containsKey(library.coordinates())))
        .as("neither of an allowed licence nor among the exceptions of licences.properties")
        .isEmpty();
  }

  @Test
  void noExceptionIsKeptForALibraryThatIsGone() {
    Set<String> needed = new TreeSet<>();
    libraries.stream()
        .filter(library -> library.licences().stream().noneMatch(LicencesTest::isAllowed))
        .forEach(library -> needed.add(library.coordinates()));

    assertThat(exceptions.keySet()).isSubsetOf(needed);
    assertThat(exceptions.values()).allSatisfy(reason -> assertThat(reason).isNotBlank());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GNU General Public License, version 2",
        "GPL-3.0",
        "GNU Affero General Public License v3",
        "LGPL-2.1",
        "Business Source License 1.1",
        "Commons Clause",
        "Server Side Public License",
        "not Apache-2.0"
      })
  void isStrict(String licence) {
    assertThat(isAllowed(licence)).isFalse();
  }

  @Test
  void knowsTheAllowedByTheirManyNames() {
    assertThat(
            Stream.of(
                "Apache-2.0",
                "The Apache Software License, Version 2.0",
                "Apache License, Version 2.0",
                "Apache 2.0",
                "The MIT License",
                "BSD-2-Clause",
                "BSD 3-Clause License",
                "EPL 2.0",
                "Eclipse Public License - v 2.0",
                "Eclipse Distribution License - v 1.0"))
        .allMatch(LicencesTest::isAllowed);
  }

  private static boolean isAllowed(String licence) {
    return ALLOWED.matcher(licence.toLowerCase(Locale.ROOT)).matches();
  }
}
