package io.tidemark.launcher.parity;

import io.tidemark.core.parity.CausationLink;
import io.tidemark.core.parity.FieldDifference;
import io.tidemark.core.parity.ParityDifference;
import io.tidemark.core.parity.ParityVerdict;
import io.tidemark.core.parity.ReplayReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A certificate in a few lines. */
final class ParityText {

  private static final int HASH = 12;
  private static final String ABSENT = "(absent)";

  private ParityText() {}

  static String of(ParityCertificate certificate, ParityVerdict verdict) {
    StringBuilder text = new StringBuilder();
    text.append("%s from %s to %s%n".formatted(verdict, certificate.from(), certificate.to()));
    for (ReplayReport report : certificate.reports()) {
      text.append(
          "  %-17s %-10s %,d inputs, %,d events recorded, %,d replayed, %,d differences%n"
              .formatted(
                  report.service(),
                  report.verdict(),
                  report.inputs(),
                  report.recorded(),
                  report.replayed(),
                  report.differences()));
      if (report.replayableFrom() != null) {
        text.append(
            "    all of it could be replayed from %s on%n".formatted(report.replayableFrom()));
      }
    }
    List<String> missing = certificate.missing();
    if (missing != null) {
      missing.forEach(what -> text.append("  not replayed: %s%n".formatted(what)));
    }
    text.append(
        "  recorded %s, replayed %s, code %s, configuration %s%n"
            .formatted(
                shortened(certificate.recordedSha256()),
                shortened(certificate.replayedSha256()),
                shortened(certificate.codeVersion()),
                shortened(certificate.configurationSha256())));
    text.append("  certificate %s%n".formatted(certificate.id()));
    ParityDifference first = certificate.firstDifference();
    if (first != null) {
      append(first, text);
    }
    return text.toString();
  }

  private static void append(ParityDifference first, StringBuilder text) {
    text.append("first difference, at %d: %s%n".formatted(first.index(), first.subject()));
    if (first.recorded() == null) {
      text.append("  it was not recorded; the replay says it%n".formatted());
    } else if (first.replayed() == null) {
      text.append("  it was recorded; the replay does not say it%n".formatted());
    }
    for (FieldDifference field : first.fields()) {
      text.append(
          "  %s: recorded %s, replayed %s%n"
              .formatted(field.field(), orAbsent(field.recorded()), orAbsent(field.replayed())));
    }
    append("recorded", first.recordedChain(), text);
    append("replayed", first.replayedChain(), text);
  }

  private static void append(String which, List<CausationLink> chain, StringBuilder text) {
    text.append("  what led to it as %s:%n".formatted(which));
    for (CausationLink link : chain) {
      text.append("    %s %s: %s%n".formatted(link.kind(), link.id(), link.detail()));
    }
  }

  private static String orAbsent(@Nullable String value) {
    return value == null ? ABSENT : value;
  }

  private static String shortened(@Nullable String hash) {
    return hash == null ? "none" : hash.substring(0, Math.min(HASH, hash.length()));
  }
}
